// Written by `schemactl types --language typescript`. Do not edit: change the declarations and run it again.

export type Json =
  | string
  | number
  | boolean
  | null
  | { [key: string]: Json | undefined }
  | Json[]

export type Database = {
  chat: {
    Tables: {
      action_cache: {
        Row: {
          action_schema: NonNullable<Json>
          action_type: string
          created_at: string | null
          embedding: string | null
          hit_count: number | null
          id: string
          last_used_at: string | null
          natural_language: string
          user_id: string
        }
        Insert: {
          action_schema: NonNullable<Json>
          action_type: string
          created_at?: string | null
          embedding?: string | null
          hit_count?: number | null
          id?: string
          last_used_at?: string | null
          natural_language: string
          user_id: string
        }
        Update: {
          action_schema?: NonNullable<Json>
          action_type?: string
          created_at?: string | null
          embedding?: string | null
          hit_count?: number | null
          id?: string
          last_used_at?: string | null
          natural_language?: string
          user_id?: string
        }
        Relationships: []
      }
      conversation_memories: {
        Row: {
          conversation_id: string | null
          created_at: string | null
          document_id: string | null
          embedding: string | null
          entity_metadata: Json | null
          entity_text: string
          entity_type: string
          id: string
          source_message_id: string | null
          user_id: string
        }
        Insert: {
          conversation_id?: string | null
          created_at?: string | null
          document_id?: string | null
          embedding?: string | null
          entity_metadata?: Json | null
          entity_text: string
          entity_type: string
          id?: string
          source_message_id?: string | null
          user_id: string
        }
        Update: {
          conversation_id?: string | null
          created_at?: string | null
          document_id?: string | null
          embedding?: string | null
          entity_metadata?: Json | null
          entity_text?: string
          entity_type?: string
          id?: string
          source_message_id?: string | null
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "conversation_memories_conversation_id_fkey"
            columns: ["conversation_id"]
            isOneToOne: false
            referencedRelation: "conversations"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "conversation_memories_source_message_id_fkey"
            columns: ["source_message_id"]
            isOneToOne: false
            referencedRelation: "messages"
            referencedColumns: ["id"]
          },
        ]
      }
      conversations: {
        Row: {
          created_at: string | null
          document_id: string | null
          id: string
          metadata: Json | null
          title: string | null
          updated_at: string | null
          user_id: string
        }
        Insert: {
          created_at?: string | null
          document_id?: string | null
          id?: string
          metadata?: Json | null
          title?: string | null
          updated_at?: string | null
          user_id: string
        }
        Update: {
          created_at?: string | null
          document_id?: string | null
          id?: string
          metadata?: Json | null
          title?: string | null
          updated_at?: string | null
          user_id?: string
        }
        Relationships: []
      }
      memory_extraction_jobs: {
        Row: {
          completed_at: string | null
          conversation_id: string | null
          created_at: string | null
          error_message: string | null
          id: string
          metadata: Json | null
          status: string | null
          updated_at: string | null
          user_id: string
        }
        Insert: {
          completed_at?: string | null
          conversation_id?: string | null
          created_at?: string | null
          error_message?: string | null
          id?: string
          metadata?: Json | null
          status?: string | null
          updated_at?: string | null
          user_id: string
        }
        Update: {
          completed_at?: string | null
          conversation_id?: string | null
          created_at?: string | null
          error_message?: string | null
          id?: string
          metadata?: Json | null
          status?: string | null
          updated_at?: string | null
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "memory_extraction_jobs_conversation_id_fkey"
            columns: ["conversation_id"]
            isOneToOne: false
            referencedRelation: "conversations"
            referencedColumns: ["id"]
          },
        ]
      }
      memory_relationships: {
        Row: {
          created_at: string | null
          id: string
          memory_from: string | null
          memory_to: string | null
          metadata: Json | null
          relationship_type: string
          strength: number | null
          user_id: string
        }
        Insert: {
          created_at?: string | null
          id?: string
          memory_from?: string | null
          memory_to?: string | null
          metadata?: Json | null
          relationship_type: string
          strength?: number | null
          user_id: string
        }
        Update: {
          created_at?: string | null
          id?: string
          memory_from?: string | null
          memory_to?: string | null
          metadata?: Json | null
          relationship_type?: string
          strength?: number | null
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "memory_relationships_memory_from_fkey"
            columns: ["memory_from"]
            isOneToOne: false
            referencedRelation: "conversation_memories"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "memory_relationships_memory_to_fkey"
            columns: ["memory_to"]
            isOneToOne: false
            referencedRelation: "conversation_memories"
            referencedColumns: ["id"]
          },
        ]
      }
      messages: {
        Row: {
          content: string
          conversation_id: string
          created_at: string | null
          id: string
          metadata: Json | null
          model: string | null
          role: string
          tokens_used: number | null
        }
        Insert: {
          content: string
          conversation_id: string
          created_at?: string | null
          id?: string
          metadata?: Json | null
          model?: string | null
          role: string
          tokens_used?: number | null
        }
        Update: {
          content?: string
          conversation_id?: string
          created_at?: string | null
          id?: string
          metadata?: Json | null
          model?: string | null
          role?: string
          tokens_used?: number | null
        }
        Relationships: [
          {
            foreignKeyName: "messages_conversation_id_fkey"
            columns: ["conversation_id"]
            isOneToOne: false
            referencedRelation: "conversations"
            referencedColumns: ["id"]
          },
        ]
      }
    }
    Views: {
      [_ in never]: never
    }
    Functions: {
      [_ in never]: never
    }
    Enums: {
      [_ in never]: never
    }
    CompositeTypes: {
      [_ in never]: never
    }
  }
  public: {
    Tables: {
      analytics_refreshes: {
        Row: {
          duration: string | null
          failed_at: string | null
          failure: string | null
          refresh_every: string | null
          refreshed_at: string | null
          row_count: number | null
          view_name: string
        }
        Insert: {
          duration?: string | null
          failed_at?: string | null
          failure?: string | null
          refresh_every?: string | null
          refreshed_at?: string | null
          row_count?: number | null
          view_name: string
        }
        Update: {
          duration?: string | null
          failed_at?: string | null
          failure?: string | null
          refresh_every?: string | null
          refreshed_at?: string | null
          row_count?: number | null
          view_name?: string
        }
        Relationships: []
      }
      book_collections: {
        Row: {
          added_at: string | null
          book_id: string
          collection_id: string
          display_order: number | null
          user_id: string
        }
        Insert: {
          added_at?: string | null
          book_id: string
          collection_id: string
          display_order?: number | null
          user_id?: string
        }
        Update: {
          added_at?: string | null
          book_id?: string
          collection_id?: string
          display_order?: number | null
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "book_collections_book_id_fkey"
            columns: ["book_id"]
            isOneToOne: false
            referencedRelation: "user_books"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "book_collections_collection_id_fkey"
            columns: ["collection_id"]
            isOneToOne: false
            referencedRelation: "collection_hierarchy_cache"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "book_collections_collection_id_fkey"
            columns: ["collection_id"]
            isOneToOne: false
            referencedRelation: "user_collections"
            referencedColumns: ["id"]
          },
        ]
      }
      book_tag_assignments: {
        Row: {
          assigned_at: string | null
          book_id: string
          tag_id: string
          user_id: string
        }
        Insert: {
          assigned_at?: string | null
          book_id: string
          tag_id: string
          user_id?: string
        }
        Update: {
          assigned_at?: string | null
          book_id?: string
          tag_id?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "book_tag_assignments_book_id_fkey"
            columns: ["book_id"]
            isOneToOne: false
            referencedRelation: "user_books"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "book_tag_assignments_tag_id_fkey"
            columns: ["tag_id"]
            isOneToOne: false
            referencedRelation: "book_tags"
            referencedColumns: ["id"]
          },
        ]
      }
      book_tags: {
        Row: {
          category: string | null
          color: string | null
          created_at: string | null
          id: string
          name: string
          updated_at: string | null
          usage_count: number | null
          user_id: string
        }
        Insert: {
          category?: string | null
          color?: string | null
          created_at?: string | null
          id?: string
          name: string
          updated_at?: string | null
          usage_count?: number | null
          user_id: string
        }
        Update: {
          category?: string | null
          color?: string | null
          created_at?: string | null
          id?: string
          name?: string
          updated_at?: string | null
          usage_count?: number | null
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "book_tags_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "profiles"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "book_tags_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "user_activity_summary"
            referencedColumns: ["user_id"]
          },
        ]
      }
      document_descriptions: {
        Row: {
          ai_generated_description: string | null
          book_id: string
          created_at: string | null
          description_embedding: string | null
          id: string
          is_ai_generated: boolean | null
          last_auto_generated_at: string | null
          updated_at: string | null
          user_entered_description: string | null
          user_id: string
        }
        Insert: {
          ai_generated_description?: string | null
          book_id: string
          created_at?: string | null
          description_embedding?: string | null
          id?: string
          is_ai_generated?: boolean | null
          last_auto_generated_at?: string | null
          updated_at?: string | null
          user_entered_description?: string | null
          user_id: string
        }
        Update: {
          ai_generated_description?: string | null
          book_id?: string
          created_at?: string | null
          description_embedding?: string | null
          id?: string
          is_ai_generated?: boolean | null
          last_auto_generated_at?: string | null
          updated_at?: string | null
          user_entered_description?: string | null
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "document_descriptions_book_id_fkey"
            columns: ["book_id"]
            isOneToOne: true
            referencedRelation: "user_books"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "document_descriptions_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "profiles"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "document_descriptions_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "user_activity_summary"
            referencedColumns: ["user_id"]
          },
        ]
      }
      document_relationships: {
        Row: {
          ai_generated_description: string | null
          created_at: string | null
          id: string
          related_description_id: string | null
          related_document_id: string
          relationship_description: string | null
          relevance_calculation_status: string | null
          relevance_percentage: number | null
          source_description_id: string | null
          source_document_id: string
          updated_at: string | null
          user_id: string
        }
        Insert: {
          ai_generated_description?: string | null
          created_at?: string | null
          id?: string
          related_description_id?: string | null
          related_document_id: string
          relationship_description?: string | null
          relevance_calculation_status?: string | null
          relevance_percentage?: number | null
          source_description_id?: string | null
          source_document_id: string
          updated_at?: string | null
          user_id: string
        }
        Update: {
          ai_generated_description?: string | null
          created_at?: string | null
          id?: string
          related_description_id?: string | null
          related_document_id?: string
          relationship_description?: string | null
          relevance_calculation_status?: string | null
          relevance_percentage?: number | null
          source_description_id?: string | null
          source_document_id?: string
          updated_at?: string | null
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "document_relationships_related_description_id_fkey"
            columns: ["related_description_id"]
            isOneToOne: false
            referencedRelation: "document_descriptions"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "document_relationships_related_document_id_fkey"
            columns: ["related_document_id"]
            isOneToOne: false
            referencedRelation: "user_books"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "document_relationships_source_description_id_fkey"
            columns: ["source_description_id"]
            isOneToOne: false
            referencedRelation: "document_descriptions"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "document_relationships_source_document_id_fkey"
            columns: ["source_document_id"]
            isOneToOne: false
            referencedRelation: "user_books"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "document_relationships_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "profiles"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "document_relationships_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "user_activity_summary"
            referencedColumns: ["user_id"]
          },
        ]
      }
      embedding_metadata: {
        Row: {
          book_id: string
          chunk_count: number | null
          chunk_index: number | null
          chunk_text: string | null
          collection: string | null
          embedding_model: string
          generated_at: string | null
          generation_cost_usd: number | null
          id: string
          last_queried_at: string | null
          namespace: string | null
          provider: string
          query_count: number | null
          updated_at: string | null
          user_id: string
          vector_dimensions: number
          vector_id: string
        }
        Insert: {
          book_id: string
          chunk_count?: number | null
          chunk_index?: number | null
          chunk_text?: string | null
          collection?: string | null
          embedding_model?: string
          generated_at?: string | null
          generation_cost_usd?: number | null
          id?: string
          last_queried_at?: string | null
          namespace?: string | null
          provider: string
          query_count?: number | null
          updated_at?: string | null
          user_id: string
          vector_dimensions?: number
          vector_id: string
        }
        Update: {
          book_id?: string
          chunk_count?: number | null
          chunk_index?: number | null
          chunk_text?: string | null
          collection?: string | null
          embedding_model?: string
          generated_at?: string | null
          generation_cost_usd?: number | null
          id?: string
          last_queried_at?: string | null
          namespace?: string | null
          provider?: string
          query_count?: number | null
          updated_at?: string | null
          user_id?: string
          vector_dimensions?: number
          vector_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "embedding_metadata_book_id_fkey"
            columns: ["book_id"]
            isOneToOne: false
            referencedRelation: "user_books"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "embedding_metadata_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "profiles"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "embedding_metadata_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "user_activity_summary"
            referencedColumns: ["user_id"]
          },
        ]
      }
      feature_flags: {
        Row: {
          created_at: string | null
          description: string | null
          enabled: boolean | null
          environment: string | null
          id: string
          name: string
          rollout_percentage: number | null
          updated_at: string | null
          user_whitelist: string[] | null
        }
        Insert: {
          created_at?: string | null
          description?: string | null
          enabled?: boolean | null
          environment?: string | null
          id?: string
          name: string
          rollout_percentage?: number | null
          updated_at?: string | null
          user_whitelist?: string[] | null
        }
        Update: {
          created_at?: string | null
          description?: string | null
          enabled?: boolean | null
          environment?: string | null
          id?: string
          name?: string
          rollout_percentage?: number | null
          updated_at?: string | null
          user_whitelist?: string[] | null
        }
        Relationships: []
      }
      note_relationships: {
        Row: {
          created_at: string | null
          id: string
          is_auto_detected: boolean | null
          metadata: Json | null
          note_id: string
          related_id: string
          related_type: string
          relationship_type: string
          similarity_score: number | null
          user_id: string
        }
        Insert: {
          created_at?: string | null
          id?: string
          is_auto_detected?: boolean | null
          metadata?: Json | null
          note_id: string
          related_id: string
          related_type: string
          relationship_type: string
          similarity_score?: number | null
          user_id: string
        }
        Update: {
          created_at?: string | null
          id?: string
          is_auto_detected?: boolean | null
          metadata?: Json | null
          note_id?: string
          related_id?: string
          related_type?: string
          relationship_type?: string
          similarity_score?: number | null
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "note_relationships_note_id_fkey"
            columns: ["note_id"]
            isOneToOne: false
            referencedRelation: "user_notes"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "note_relationships_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "profiles"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "note_relationships_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "user_activity_summary"
            referencedColumns: ["user_id"]
          },
        ]
      }
      performance_alerts: {
        Row: {
          alert_type: string
          created_at: string | null
          error_count: number | null
          execution_time_ms: number | null
          id: string
          message: string | null
          payload_size_bytes: number | null
          query_type: string | null
          resolved: boolean | null
          resolved_at: string | null
          threshold_value: number | null
          user_id: string
        }
        Insert: {
          alert_type: string
          created_at?: string | null
          error_count?: number | null
          execution_time_ms?: number | null
          id?: string
          message?: string | null
          payload_size_bytes?: number | null
          query_type?: string | null
          resolved?: boolean | null
          resolved_at?: string | null
          threshold_value?: number | null
          user_id: string
        }
        Update: {
          alert_type?: string
          created_at?: string | null
          error_count?: number | null
          execution_time_ms?: number | null
          id?: string
          message?: string | null
          payload_size_bytes?: number | null
          query_type?: string | null
          resolved?: boolean | null
          resolved_at?: string | null
          threshold_value?: number | null
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "performance_alerts_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "profiles"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "performance_alerts_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "user_activity_summary"
            referencedColumns: ["user_id"]
          },
        ]
      }
      pomodoro_achievements: {
        Row: {
          achievement_type: string
          id: string
          metadata: Json | null
          unlocked_at: string | null
          user_id: string
        }
        Insert: {
          achievement_type: string
          id?: string
          metadata?: Json | null
          unlocked_at?: string | null
          user_id: string
        }
        Update: {
          achievement_type?: string
          id?: string
          metadata?: Json | null
          unlocked_at?: string | null
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "pomodoro_achievements_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "profiles"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "pomodoro_achievements_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "user_activity_summary"
            referencedColumns: ["user_id"]
          },
        ]
      }
      pomodoro_sessions: {
        Row: {
          book_id: string
          completed: boolean | null
          created_at: string | null
          duration_seconds: number | null
          ended_at: string | null
          id: string
          mode: string
          started_at: string
          updated_at: string | null
          user_id: string
        }
        Insert: {
          book_id: string
          completed?: boolean | null
          created_at?: string | null
          duration_seconds?: number | null
          ended_at?: string | null
          id?: string
          mode: string
          started_at?: string
          updated_at?: string | null
          user_id: string
        }
        Update: {
          book_id?: string
          completed?: boolean | null
          created_at?: string | null
          duration_seconds?: number | null
          ended_at?: string | null
          id?: string
          mode?: string
          started_at?: string
          updated_at?: string | null
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "pomodoro_sessions_book_id_fkey"
            columns: ["book_id"]
            isOneToOne: false
            referencedRelation: "user_books"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "pomodoro_sessions_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "profiles"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "pomodoro_sessions_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "user_activity_summary"
            referencedColumns: ["user_id"]
          },
        ]
      }
      pomodoro_streaks: {
        Row: {
          current_streak: number | null
          last_session_date: string | null
          longest_streak: number | null
          updated_at: string | null
          user_id: string
          week_start_date: string | null
          weekly_goal: number | null
          weekly_progress: number | null
        }
        Insert: {
          current_streak?: number | null
          last_session_date?: string | null
          longest_streak?: number | null
          updated_at?: string | null
          user_id: string
          week_start_date?: string | null
          weekly_goal?: number | null
          weekly_progress?: number | null
        }
        Update: {
          current_streak?: number | null
          last_session_date?: string | null
          longest_streak?: number | null
          updated_at?: string | null
          user_id?: string
          week_start_date?: string | null
          weekly_goal?: number | null
          weekly_progress?: number | null
        }
        Relationships: [
          {
            foreignKeyName: "pomodoro_streaks_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: true
            referencedRelation: "profiles"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "pomodoro_streaks_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: true
            referencedRelation: "user_activity_summary"
            referencedColumns: ["user_id"]
          },
        ]
      }
      profiles: {
        Row: {
          created_at: string | null
          credits: number | null
          email: string
          full_name: string | null
          id: string
          ocr_count_monthly: number | null
          ocr_last_reset: string | null
          stripe_customer_id: string | null
          stripe_subscription_id: string | null
          subscription_status: string | null
          tier: string | null
          updated_at: string | null
        }
        Insert: {
          created_at?: string | null
          credits?: number | null
          email: string
          full_name?: string | null
          id: string
          ocr_count_monthly?: number | null
          ocr_last_reset?: string | null
          stripe_customer_id?: string | null
          stripe_subscription_id?: string | null
          subscription_status?: string | null
          tier?: string | null
          updated_at?: string | null
        }
        Update: {
          created_at?: string | null
          credits?: number | null
          email?: string
          full_name?: string | null
          id?: string
          ocr_count_monthly?: number | null
          ocr_last_reset?: string | null
          stripe_customer_id?: string | null
          stripe_subscription_id?: string | null
          subscription_status?: string | null
          tier?: string | null
          updated_at?: string | null
        }
        Relationships: []
      }
      query_performance_log: {
        Row: {
          cache_hit: boolean | null
          created_at: string | null
          execution_time_ms: number
          filters: Json | null
          id: string
          query_type: string
          rows_returned: number | null
          user_id: string
        }
        Insert: {
          cache_hit?: boolean | null
          created_at?: string | null
          execution_time_ms: number
          filters?: Json | null
          id?: string
          query_type: string
          rows_returned?: number | null
          user_id: string
        }
        Update: {
          cache_hit?: boolean | null
          created_at?: string | null
          execution_time_ms?: number
          filters?: Json | null
          id?: string
          query_type?: string
          rows_returned?: number | null
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "query_performance_log_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "profiles"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "query_performance_log_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "user_activity_summary"
            referencedColumns: ["user_id"]
          },
        ]
      }
      tts_audio_cache: {
        Row: {
          access_count: number | null
          audio_data_base64: string | null
          audio_format: string | null
          audio_storage_url: string | null
          book_id: string
          content_hash: string
          created_at: string | null
          duration_seconds: number
          end_char: number | null
          file_size_bytes: number | null
          id: string
          last_accessed_at: string | null
          page_number: number | null
          paragraph_index: number | null
          pitch: number | null
          provider: string
          scope_type: string
          speaking_rate: number | null
          start_char: number | null
          text_content: string
          user_id: string
          voice_gender: string | null
          voice_language: string | null
          voice_name: string
          volume_gain: number | null
        }
        Insert: {
          access_count?: number | null
          audio_data_base64?: string | null
          audio_format?: string | null
          audio_storage_url?: string | null
          book_id: string
          content_hash: string
          created_at?: string | null
          duration_seconds: number
          end_char?: number | null
          file_size_bytes?: number | null
          id?: string
          last_accessed_at?: string | null
          page_number?: number | null
          paragraph_index?: number | null
          pitch?: number | null
          provider: string
          scope_type: string
          speaking_rate?: number | null
          start_char?: number | null
          text_content: string
          user_id: string
          voice_gender?: string | null
          voice_language?: string | null
          voice_name: string
          volume_gain?: number | null
        }
        Update: {
          access_count?: number | null
          audio_data_base64?: string | null
          audio_format?: string | null
          audio_storage_url?: string | null
          book_id?: string
          content_hash?: string
          created_at?: string | null
          duration_seconds?: number
          end_char?: number | null
          file_size_bytes?: number | null
          id?: string
          last_accessed_at?: string | null
          page_number?: number | null
          paragraph_index?: number | null
          pitch?: number | null
          provider?: string
          scope_type?: string
          speaking_rate?: number | null
          start_char?: number | null
          text_content?: string
          user_id?: string
          voice_gender?: string | null
          voice_language?: string | null
          voice_name?: string
          volume_gain?: number | null
        }
        Relationships: [
          {
            foreignKeyName: "tts_audio_cache_book_id_fkey"
            columns: ["book_id"]
            isOneToOne: false
            referencedRelation: "user_books"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "tts_audio_cache_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "profiles"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "tts_audio_cache_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "user_activity_summary"
            referencedColumns: ["user_id"]
          },
        ]
      }
      usage_records: {
        Row: {
          action_type: string
          created_at: string | null
          credits_used: number
          id: string
          metadata: Json | null
          user_id: string
        }
        Insert: {
          action_type: string
          created_at?: string | null
          credits_used?: number
          id?: string
          metadata?: Json | null
          user_id: string
        }
        Update: {
          action_type?: string
          created_at?: string | null
          credits_used?: number
          id?: string
          metadata?: Json | null
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "usage_records_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "profiles"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "usage_records_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "user_activity_summary"
            referencedColumns: ["user_id"]
          },
        ]
      }
      user_books: {
        Row: {
          content: string | null
          created_at: string | null
          custom_metadata: Json | null
          embedding_status: string | null
          file_name: string
          file_size_bytes: number | null
          file_type: string
          id: string
          is_favorite: boolean | null
          last_pomodoro_at: string | null
          last_read_at: string | null
          last_read_page: number | null
          needs_ocr: boolean | null
          notes_count: number | null
          ocr_metadata: Json | null
          ocr_status: string | null
          page_texts_cleaned: string[] | null
          pomodoro_sessions_count: number | null
          reading_progress: number | null
          s3_key: string | null
          text_content: string | null
          title: string
          total_pages: number | null
          total_pomodoro_sessions: number | null
          total_pomodoro_time_seconds: number | null
          tts_last_position: Json | null
          tts_metadata: Json | null
          updated_at: string | null
          user_id: string
        }
        Insert: {
          content?: string | null
          created_at?: string | null
          custom_metadata?: Json | null
          embedding_status?: string | null
          file_name: string
          file_size_bytes?: number | null
          file_type: string
          id?: string
          is_favorite?: boolean | null
          last_pomodoro_at?: string | null
          last_read_at?: string | null
          last_read_page?: number | null
          needs_ocr?: boolean | null
          notes_count?: number | null
          ocr_metadata?: Json | null
          ocr_status?: string | null
          page_texts_cleaned?: string[] | null
          pomodoro_sessions_count?: number | null
          reading_progress?: number | null
          s3_key?: string | null
          text_content?: string | null
          title: string
          total_pages?: number | null
          total_pomodoro_sessions?: number | null
          total_pomodoro_time_seconds?: number | null
          tts_last_position?: Json | null
          tts_metadata?: Json | null
          updated_at?: string | null
          user_id: string
        }
        Update: {
          content?: string | null
          created_at?: string | null
          custom_metadata?: Json | null
          embedding_status?: string | null
          file_name?: string
          file_size_bytes?: number | null
          file_type?: string
          id?: string
          is_favorite?: boolean | null
          last_pomodoro_at?: string | null
          last_read_at?: string | null
          last_read_page?: number | null
          needs_ocr?: boolean | null
          notes_count?: number | null
          ocr_metadata?: Json | null
          ocr_status?: string | null
          page_texts_cleaned?: string[] | null
          pomodoro_sessions_count?: number | null
          reading_progress?: number | null
          s3_key?: string | null
          text_content?: string | null
          title?: string
          total_pages?: number | null
          total_pomodoro_sessions?: number | null
          total_pomodoro_time_seconds?: number | null
          tts_last_position?: Json | null
          tts_metadata?: Json | null
          updated_at?: string | null
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "user_books_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "profiles"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "user_books_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "user_activity_summary"
            referencedColumns: ["user_id"]
          },
        ]
      }
      user_books_partitioned: {
        Row: {
          content: string | null
          created_at: string | null
          custom_metadata: Json | null
          embedding_status: string | null
          file_name: string
          file_size_bytes: number | null
          file_type: string
          id: string
          is_favorite: boolean | null
          last_pomodoro_at: string | null
          last_read_at: string | null
          last_read_page: number | null
          needs_ocr: boolean | null
          notes_count: number | null
          ocr_metadata: Json | null
          ocr_status: string | null
          page_texts_cleaned: string[] | null
          pomodoro_sessions_count: number | null
          reading_progress: number | null
          s3_key: string | null
          text_content: string | null
          title: string
          total_pages: number | null
          total_pomodoro_sessions: number | null
          total_pomodoro_time_seconds: number | null
          tts_last_position: Json | null
          tts_metadata: Json | null
          updated_at: string | null
          user_id: string
        }
        Insert: {
          content?: string | null
          created_at?: string | null
          custom_metadata?: Json | null
          embedding_status?: string | null
          file_name: string
          file_size_bytes?: number | null
          file_type: string
          id?: string
          is_favorite?: boolean | null
          last_pomodoro_at?: string | null
          last_read_at?: string | null
          last_read_page?: number | null
          needs_ocr?: boolean | null
          notes_count?: number | null
          ocr_metadata?: Json | null
          ocr_status?: string | null
          page_texts_cleaned?: string[] | null
          pomodoro_sessions_count?: number | null
          reading_progress?: number | null
          s3_key?: string | null
          text_content?: string | null
          title: string
          total_pages?: number | null
          total_pomodoro_sessions?: number | null
          total_pomodoro_time_seconds?: number | null
          tts_last_position?: Json | null
          tts_metadata?: Json | null
          updated_at?: string | null
          user_id: string
        }
        Update: {
          content?: string | null
          created_at?: string | null
          custom_metadata?: Json | null
          embedding_status?: string | null
          file_name?: string
          file_size_bytes?: number | null
          file_type?: string
          id?: string
          is_favorite?: boolean | null
          last_pomodoro_at?: string | null
          last_read_at?: string | null
          last_read_page?: number | null
          needs_ocr?: boolean | null
          notes_count?: number | null
          ocr_metadata?: Json | null
          ocr_status?: string | null
          page_texts_cleaned?: string[] | null
          pomodoro_sessions_count?: number | null
          reading_progress?: number | null
          s3_key?: string | null
          text_content?: string | null
          title?: string
          total_pages?: number | null
          total_pomodoro_sessions?: number | null
          total_pomodoro_time_seconds?: number | null
          tts_last_position?: Json | null
          tts_metadata?: Json | null
          updated_at?: string | null
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "user_books_partitioned_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "profiles"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "user_books_partitioned_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "user_activity_summary"
            referencedColumns: ["user_id"]
          },
        ]
      }
      user_collections: {
        Row: {
          color: string | null
          created_at: string | null
          description: string | null
          display_order: number | null
          icon: string | null
          id: string
          is_favorite: boolean | null
          name: string
          parent_id: string | null
          updated_at: string | null
          user_id: string
        }
        Insert: {
          color?: string | null
          created_at?: string | null
          description?: string | null
          display_order?: number | null
          icon?: string | null
          id?: string
          is_favorite?: boolean | null
          name: string
          parent_id?: string | null
          updated_at?: string | null
          user_id: string
        }
        Update: {
          color?: string | null
          created_at?: string | null
          description?: string | null
          display_order?: number | null
          icon?: string | null
          id?: string
          is_favorite?: boolean | null
          name?: string
          parent_id?: string | null
          updated_at?: string | null
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "user_collections_parent_fkey"
            columns: ["user_id", "parent_id"]
            isOneToOne: false
            referencedRelation: "collection_hierarchy_cache"
            referencedColumns: ["user_id", "id"]
          },
          {
            foreignKeyName: "user_collections_parent_fkey"
            columns: ["user_id", "parent_id"]
            isOneToOne: false
            referencedRelation: "user_collections"
            referencedColumns: ["user_id", "id"]
          },
          {
            foreignKeyName: "user_collections_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "profiles"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "user_collections_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "user_activity_summary"
            referencedColumns: ["user_id"]
          },
        ]
      }
      user_highlights: {
        Row: {
          book_id: string
          color_hex: string
          color_id: string
          created_at: string | null
          highlighted_text: string
          id: string
          is_orphaned: boolean | null
          orphaned_reason: string | null
          page_number: number
          position_data: NonNullable<Json>
          text_context_after: string | null
          text_context_before: string | null
          text_end_offset: number | null
          text_start_offset: number | null
          updated_at: string | null
          user_id: string
        }
        Insert: {
          book_id: string
          color_hex: string
          color_id: string
          created_at?: string | null
          highlighted_text: string
          id?: string
          is_orphaned?: boolean | null
          orphaned_reason?: string | null
          page_number: number
          position_data: NonNullable<Json>
          text_context_after?: string | null
          text_context_before?: string | null
          text_end_offset?: number | null
          text_start_offset?: number | null
          updated_at?: string | null
          user_id: string
        }
        Update: {
          book_id?: string
          color_hex?: string
          color_id?: string
          created_at?: string | null
          highlighted_text?: string
          id?: string
          is_orphaned?: boolean | null
          orphaned_reason?: string | null
          page_number?: number
          position_data?: NonNullable<Json>
          text_context_after?: string | null
          text_context_before?: string | null
          text_end_offset?: number | null
          text_start_offset?: number | null
          updated_at?: string | null
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "user_highlights_book_id_fkey"
            columns: ["book_id"]
            isOneToOne: false
            referencedRelation: "user_books"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "user_highlights_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "profiles"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "user_highlights_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "user_activity_summary"
            referencedColumns: ["user_id"]
          },
        ]
      }
      user_notes: {
        Row: {
          book_id: string
          content: string
          created_at: string | null
          id: string
          is_ai_generated: boolean | null
          note_metadata: Json | null
          note_type: string | null
          page_number: number
          position_x: number | null
          position_y: number | null
          updated_at: string | null
          user_id: string
        }
        Insert: {
          book_id: string
          content: string
          created_at?: string | null
          id?: string
          is_ai_generated?: boolean | null
          note_metadata?: Json | null
          note_type?: string | null
          page_number: number
          position_x?: number | null
          position_y?: number | null
          updated_at?: string | null
          user_id: string
        }
        Update: {
          book_id?: string
          content?: string
          created_at?: string | null
          id?: string
          is_ai_generated?: boolean | null
          note_metadata?: Json | null
          note_type?: string | null
          page_number?: number
          position_x?: number | null
          position_y?: number | null
          updated_at?: string | null
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "user_notes_book_id_fkey"
            columns: ["book_id"]
            isOneToOne: false
            referencedRelation: "user_books"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "user_notes_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "profiles"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "user_notes_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "user_activity_summary"
            referencedColumns: ["user_id"]
          },
        ]
      }
    }
    Views: {
      collection_hierarchy_cache: {
        Row: {
          book_count: number | null
          color: string | null
          created_at: string | null
          description: string | null
          display_order: number | null
          icon: string | null
          id: string | null
          is_favorite: boolean | null
          level: number | null
          name: string | null
          parent_id: string | null
          path: string | null
          updated_at: string | null
          user_id: string | null
        }
        Relationships: [
          {
            foreignKeyName: "user_collections_parent_fkey"
            columns: ["user_id", "parent_id"]
            isOneToOne: false
            referencedRelation: "collection_hierarchy_cache"
            referencedColumns: ["user_id", "id"]
          },
          {
            foreignKeyName: "user_collections_parent_fkey"
            columns: ["user_id", "parent_id"]
            isOneToOne: false
            referencedRelation: "user_collections"
            referencedColumns: ["user_id", "id"]
          },
          {
            foreignKeyName: "user_collections_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "profiles"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "user_collections_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "user_activity_summary"
            referencedColumns: ["user_id"]
          },
        ]
      }
      pomodoro_stats_daily: {
        Row: {
          avg_work_duration_seconds: number | null
          break_sessions: number | null
          completed_sessions: number | null
          session_date: string | null
          total_sessions: number | null
          total_work_seconds: number | null
          unique_books_studied: number | null
          user_id: string | null
          work_sessions: number | null
        }
        Relationships: [
          {
            foreignKeyName: "pomodoro_sessions_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "profiles"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "pomodoro_sessions_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "user_activity_summary"
            referencedColumns: ["user_id"]
          },
        ]
      }
      reading_stats_weekly: {
        Row: {
          avg_progress_per_book: number | null
          avg_session_duration_seconds: number | null
          books_read: number | null
          total_pages_read: number | null
          total_progress: number | null
          total_study_time_seconds: number | null
          user_id: string | null
          week_start: string | null
        }
        Relationships: []
      }
      user_activity_summary: {
        Row: {
          books_with_notes: number | null
          favorite_books: number | null
          last_activity_at: string | null
          notes_last_7_days: number | null
          sessions_last_7_days: number | null
          tier: string | null
          total_books: number | null
          total_collections: number | null
          total_notes: number | null
          total_pomodoro_sessions: number | null
          total_study_seconds: number | null
          total_tags: number | null
          user_id: string | null
        }
        Relationships: []
      }
      user_books_daily_stats: {
        Row: {
          avg_reading_progress: number | null
          books_with_notes: number | null
          books_with_sessions: number | null
          favorite_books: number | null
          pdf_books: number | null
          text_books: number | null
          total_books: number | null
          total_size_bytes: number | null
          upload_date: string | null
          user_id: string | null
        }
        Relationships: [
          {
            foreignKeyName: "user_books_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "profiles"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "user_books_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "user_activity_summary"
            referencedColumns: ["user_id"]
          },
        ]
      }
    }
    Functions: {
      acts_for: { Args: { user_uuid: string }; Returns: boolean }
      analytics_freshness: {
        Args: Record<PropertyKey, never>
        Returns: {
          age: string
          failed_at: string
          failure: string
          is_stale: boolean
          refresh_every: string
          refreshed_at: string
          view_name: string
        }[]
      }
      bulk_delete_highlights: {
        Args: { highlight_ids: string[] }
        Returns: number
      }
      check_performance_alerts: {
        Args: {
          execution_time_ms_param: number
          payload_size_bytes_param?: number
          query_type_param: string
          user_uuid: string
        }
        Returns: undefined
      }
      check_pomodoro_achievements: {
        Args: { p_session_data: Json; p_user_id: string }
        Returns: {
          achievement_type: string
          unlocked: boolean
        }[]
      }
      cleanup_old_tts_cache: {
        Args: Record<PropertyKey, never>
        Returns: undefined
      }
      cleanup_user_data: {
        Args: { user_uuid: string }
        Returns: {
          rows_deleted: number
          table_name: string
        }[]
      }
      explain_search_query: {
        Args: {
          filters?: Json
          q?: string
          sort_field?: string
          user_uuid: string
        }
        Returns: {
          buffer_hits: number
          buffer_reads: number
          execution_time_ms: number
          query_plan: string
          rows_returned: number
        }[]
      }
      get_achievement_progress: {
        Args: { p_user_id: string }
        Returns: {
          achievement_type: string
          current_progress: number
          is_unlocked: boolean
          progress_percentage: number
          target_progress: number
        }[]
      }
      get_active_pomodoro_session: {
        Args: { user_uuid: string }
        Returns: {
          book_id: string
          duration_seconds: number
          id: string
          mode: string
          started_at: string
        }[]
      }
      get_annotation_stats: {
        Args: { user_uuid: string }
        Returns: {
          books_with_annotations: number
          recent_annotations: number
          total_annotations: number
        }[]
      }
      get_book_embeddings: {
        Args: { book_uuid: string }
        Returns: {
          chunk_count: number
          chunk_index: number
          chunk_text: string
          embedding_model: string
          generated_at: string
          id: string
          provider: string
          vector_id: string
        }[]
      }
      get_book_highlights: {
        Args: { book_uuid: string; include_orphaned?: boolean }
        Returns: {
          book_id: string
          color_hex: string
          color_id: string
          created_at: string | null
          highlighted_text: string
          id: string
          is_orphaned: boolean | null
          orphaned_reason: string | null
          page_number: number
          position_data: NonNullable<Json>
          text_context_after: string | null
          text_context_before: string | null
          text_end_offset: number | null
          text_start_offset: number | null
          updated_at: string | null
          user_id: string
        }[]
        SetofOptions: {
          from: "*"
          to: "user_highlights"
          isOneToOne: false
          isSetofReturn: true
        }
      }
      get_book_storage_stats: {
        Args: { user_uuid: string }
        Returns: {
          average_size_mb: number
          pdf_count: number
          text_count: number
          total_books: number
          total_size_bytes: number
          total_size_mb: number
        }[]
      }
      get_collection_hierarchy: {
        Args: { root_id?: string; user_uuid: string }
        Returns: {
          book_count: number
          color: string
          created_at: string
          description: string
          display_order: number
          icon: string
          id: string
          is_favorite: boolean
          level: number
          name: string
          parent_id: string
          path: string
        }[]
      }
      get_collection_hierarchy_cached: {
        Args: { root_id?: string; user_uuid: string }
        Returns: {
          book_count: number
          color: string
          created_at: string
          description: string
          display_order: number
          icon: string
          id: string
          is_favorite: boolean
          level: number
          name: string
          parent_id: string
          path: string
        }[]
      }
      get_daily_pomodoro_stats: {
        Args: { days_back?: number; user_uuid: string }
        Returns: {
          break_sessions: number
          date: string
          total_sessions: number
          total_time_minutes: number
          work_sessions: number
        }[]
      }
      get_document_centric_graph: {
        Args: { book_uuid: string; max_depth?: number; user_uuid: string }
        Returns: {
          depth_level: number
          node_content: string
          node_id: string
          node_type: string
          relationship_type: string
          similarity_score: number
        }[]
      }
      get_document_description: { Args: { book_uuid: string }; Returns: string }
      get_document_relationship_stats: {
        Args: { user_id_param: string }
        Returns: {
          average_relevance: number
          documents_with_relations: number
          total_relationships: number
        }[]
      }
      get_embedding_stats: {
        Args: { user_uuid: string }
        Returns: {
          avg_query_count_per_embedding: number
          embeddings_by_model: Json
          embeddings_by_provider: Json
          total_cost_usd: number
          total_embeddings: number
          total_queries: number
        }[]
      }
      get_highlight_stats: {
        Args: { user_uuid: string }
        Returns: {
          books_with_highlights: number
          recent_highlights: number
          total_highlights: number
        }[]
      }
      get_library_stats: {
        Args: { user_uuid: string }
        Returns: {
          average_progress: number
          total_books: number
          total_pages: number
          total_reading_time: number
        }[]
      }
      get_note_relationships: {
        Args: { note_uuid: string; user_uuid: string }
        Returns: {
          content: string
          created_at: string
          is_auto_detected: boolean
          related_id: string
          related_type: string
          relationship_id: string
          relationship_type: string
          similarity_score: number
        }[]
      }
      get_pomodoro_stats_by_book: {
        Args: { book_uuid: string }
        Returns: {
          average_session_minutes: number
          break_sessions: number
          completed_sessions: number
          last_session_at: string
          total_sessions: number
          total_time_hours: number
          total_time_minutes: number
          total_time_seconds: number
          work_sessions: number
        }[]
      }
      get_pomodoro_stats_daily: {
        Args: { days_back?: number; user_uuid: string }
        Returns: {
          avg_work_duration_seconds: number
          break_sessions: number
          completed_sessions: number
          session_date: string
          total_sessions: number
          total_work_seconds: number
          unique_books_studied: number
          work_sessions: number
        }[]
      }
      get_reading_stats_weekly: {
        Args: { user_uuid: string }
        Returns: {
          avg_progress_per_book: number
          avg_session_duration_seconds: number
          books_read: number
          total_pages_read: number
          total_progress: number
          total_study_time_seconds: number
          week_start: string
        }[]
      }
      get_related_documents_with_details: {
        Args: { source_document_id: string }
        Returns: {
          created_at: string
          description: string
          id: string
          relationship_type: string
          relevance_score: number
          title: string
        }[]
      }
      get_related_memories: {
        Args: {
          limit_count?: number
          memory_uuid: string
          relationship_filter?: string[]
        }
        Returns: {
          entity_text: string
          entity_type: string
          related_memory_id: string
          relationship_type: string
          strength: number
        }[]
      }
      get_similar_memories: {
        Args: {
          limit_count?: number
          query_embedding: string
          similarity_threshold?: number
          user_uuid: string
        }
        Returns: {
          created_at: string
          entity_metadata: Json
          entity_text: string
          entity_type: string
          id: string
          similarity: number
        }[]
      }
      get_time_of_day_patterns: {
        Args: { days_back?: number; user_uuid: string }
        Returns: {
          hour_of_day: number
          session_count: number
          total_time_minutes: number
        }[]
      }
      get_user_achievements: {
        Args: { p_user_id: string }
        Returns: {
          achievement_type: string
          metadata: Json
          unlocked_at: string
        }[]
      }
      get_user_activity_summary: {
        Args: { user_uuid: string }
        Returns: {
          books_with_notes: number
          favorite_books: number
          last_activity_at: string
          notes_last_7_days: number
          sessions_last_7_days: number
          tier: string
          total_books: number
          total_collections: number
          total_notes: number
          total_pomodoro_sessions: number
          total_study_seconds: number
          total_tags: number
        }[]
      }
      get_user_books_daily_stats: {
        Args: { user_uuid: string }
        Returns: {
          avg_reading_progress: number
          books_with_notes: number
          books_with_sessions: number
          favorite_books: number
          pdf_books: number
          text_books: number
          total_books: number
          total_size_bytes: number
          upload_date: string
        }[]
      }
      get_user_performance_summary: {
        Args: { days_back?: number; user_uuid: string }
        Returns: {
          active_alerts: number
          avg_execution_time_ms: number
          cache_hit_rate: number
          large_payload_count: number
          p95_execution_time_ms: number
          slow_query_count: number
          total_queries: number
        }[]
      }
      get_user_reading_stats: {
        Args: { user_uuid: string }
        Returns: {
          average_progress: number
          books_with_notes: number
          favorite_books: number
          total_books: number
          total_pages_read: number
        }[]
      }
      get_user_streak: {
        Args: { p_user_id: string }
        Returns: {
          current_streak: number
          last_session_date: string
          longest_streak: number
          week_start_date: string
          weekly_goal: number
          weekly_progress: number
        }[]
      }
      get_user_usage_stats: {
        Args: { user_uuid: string }
        Returns: {
          actions_this_month: number
          credits_used_this_month: number
          most_used_action: string
          total_actions: number
          total_credits_used: number
        }[]
      }
      get_weekly_pomodoro_summary: {
        Args: { user_uuid: string }
        Returns: {
          average_session_minutes: number
          break_sessions: number
          total_sessions: number
          total_time_hours: number
          week_start: string
          work_sessions: number
        }[]
      }
      has_book_embeddings: { Args: { book_uuid: string }; Returns: boolean }
      increment_embedding_query_count: {
        Args: { embedding_uuid: string }
        Returns: undefined
      }
      increment_tts_cache_access: {
        Args: { cache_id: string }
        Returns: undefined
      }
      is_feature_enabled: {
        Args: {
          environment_param?: string
          feature_name: string
          user_uuid?: string
        }
        Returns: boolean
      }
      jsonb_uuid_elems: { Args: { arr: Json }; Returns: string[] }
      log_query_performance: {
        Args: {
          cache_hit_param?: boolean
          execution_time_ms_param: number
          filters_param?: Json
          query_type_param: string
          rows_returned_param?: number
          user_uuid: string
        }
        Returns: undefined
      }
      log_query_performance_with_alerts: {
        Args: {
          cache_hit_param?: boolean
          execution_time_ms_param: number
          filters_param?: Json
          payload_size_bytes_param?: number
          query_type_param: string
          rows_returned_param?: number
          user_uuid: string
        }
        Returns: undefined
      }
      mark_page_highlights_orphaned: {
        Args: { book_uuid: string; page_num: number; reason?: string }
        Returns: number
      }
      refresh_all_analytics_views: {
        Args: Record<PropertyKey, never>
        Returns: undefined
      }
      refresh_analytics_view: {
        Args: { view_name: string }
        Returns: undefined
      }
      refresh_analytics_views: {
        Args: { refresh_every: string; view_names: string[] }
        Returns: number
      }
      refresh_collection_hierarchy_cache: {
        Args: Record<PropertyKey, never>
        Returns: undefined
      }
      reset_monthly_ocr_counters: {
        Args: Record<PropertyKey, never>
        Returns: undefined
      }
      search_annotations: {
        Args: { q?: string; user_uuid: string }
        Returns: {
          book_id: string
          content: string
          created_at: string
          id: string
          page_number: number
          position_x: number
          position_y: number
        }[]
      }
      search_user_books: {
        Args: {
          after?: Json
          filters?: Json
          page_limit?: number
          q?: string
          sort_field?: string
          sort_order?: string
          user_uuid: string
        }
        Returns: {
          created_at: string
          file_name: string
          file_size_bytes: number
          file_type: string
          id: string
          is_favorite: boolean
          last_read_at: string
          last_read_page: number
          notes_count: number
          pomodoro_sessions_count: number
          reading_progress: number
          title: string
          total_pages: number
          updated_at: string
        }[]
      }
      update_pomodoro_streak: {
        Args: { p_session_date: string; p_user_id: string }
        Returns: undefined
      }
      update_reading_progress: {
        Args: { book_uuid: string; page_num: number; total_pages: number }
        Returns: undefined
      }
    }
    Enums: {
      [_ in never]: never
    }
    CompositeTypes: {
      [_ in never]: never
    }
  }
}

type DatabaseWithoutInternals = Omit<Database, "__InternalSupabase">

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] &
        DefaultSchema["Views"])
    ? (DefaultSchema["Tables"] &
        DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R
      }
      ? R
      : never
    : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I
      }
      ? I
      : never
    : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U
      }
      ? U
      : never
    : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends (DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never) = never,
> = DefaultSchemaEnumNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
    ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
    : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends (PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never) = never,
> = PublicCompositeTypeNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
    ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
    : never

export const Constants = {
  chat: {
    Enums: {},
  },
  public: {
    Enums: {},
  },
} as const
