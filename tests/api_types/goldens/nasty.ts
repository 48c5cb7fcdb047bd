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
      messages: {
        Row: {
          id: string
          parent_id: number | null
          role: string | null
          self: string | null
        }
        Insert: {
          id: string
          parent_id?: number | null
          role?: string | null
          self?: string | null
        }
        Update: {
          id?: string
          parent_id?: number | null
          role?: string | null
          self?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "messages_self_fkey"
            columns: ["self"]
            isOneToOne: false
            referencedRelation: "messages"
            referencedColumns: ["id"]
          },
        ]
      }
    }
    Views: {
      [_ in never]: never
    }
    Functions: {
      of_parent: {
        Args: { c: string }
        Returns: {
          id: string
          parent_id: number | null
          role: string | null
          self: string | null
        }[]
        SetofOptions: {
          from: "*"
          to: "messages"
          isOneToOne: false
          isSetofReturn: true
        }
      }
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
      child: {
        Row: {
          arr: number[] | null
          b: string | null
          computed: number | null
          d: string | null
          emails: string[] | null
          f: number | null
          file_type: string
          flag: boolean | null
          home: Database["public"]["CompositeTypes"]["address"] | null
          homes: Database["public"]["CompositeTypes"]["address"][] | null
          i8: number | null
          id: number
          ip: string | null
          iv: string | null
          j: NonNullable<Json>
          jb: Json | null
          jn: NonNullable<Json>
          kind: string | null
          mood: Database["public"]["Enums"]["mood"]
          moods: Database["public"]["Enums"]["mood"][] | null
          mr: string | null
          n: number | null
          not_a_list: string | null
          other_parent: number | null
          parent_id: number
          r: string | null
          secret: "x" | "y" | null
          secrets: ("x" | "y")[] | null
          texts: string[]
          ts: string
          u: string | null
          whole_parent: Database["public"]["Tables"]["parent"]["Row"] | null
          words: string | null
        }
        Insert: {
          arr?: number[] | null
          b?: string | null
          computed?: never
          d?: string | null
          emails?: string[] | null
          f?: number | null
          file_type: string
          flag?: boolean | null
          home?: Database["public"]["CompositeTypes"]["address"] | null
          homes?: Database["public"]["CompositeTypes"]["address"][] | null
          i8?: number | null
          id?: number
          ip?: string | null
          iv?: string | null
          j: NonNullable<Json>
          jb?: Json | null
          jn?: NonNullable<Json>
          kind?: string | null
          mood?: Database["public"]["Enums"]["mood"]
          moods?: Database["public"]["Enums"]["mood"][] | null
          mr?: string | null
          n?: number | null
          not_a_list?: string | null
          other_parent?: number | null
          parent_id: number
          r?: string | null
          secret?: "x" | "y" | null
          secrets?: ("x" | "y")[] | null
          texts: string[]
          ts?: string
          u?: string | null
          whole_parent?: Database["public"]["Tables"]["parent"]["Row"] | null
          words?: string | null
        }
        Update: {
          arr?: number[] | null
          b?: string | null
          computed?: never
          d?: string | null
          emails?: string[] | null
          f?: number | null
          file_type?: string
          flag?: boolean | null
          home?: Database["public"]["CompositeTypes"]["address"] | null
          homes?: Database["public"]["CompositeTypes"]["address"][] | null
          i8?: number | null
          id?: number
          ip?: string | null
          iv?: string | null
          j?: NonNullable<Json>
          jb?: Json | null
          jn?: NonNullable<Json>
          kind?: string | null
          mood?: Database["public"]["Enums"]["mood"]
          moods?: Database["public"]["Enums"]["mood"][] | null
          mr?: string | null
          n?: number | null
          not_a_list?: string | null
          other_parent?: number | null
          parent_id?: number
          r?: string | null
          secret?: "x" | "y" | null
          secrets?: ("x" | "y")[] | null
          texts?: string[]
          ts?: string
          u?: string | null
          whole_parent?: Database["public"]["Tables"]["parent"]["Row"] | null
          words?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "child_other_parent_fkey"
            columns: ["other_parent"]
            isOneToOne: false
            referencedRelation: "parent"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "child_other_parent_fkey"
            columns: ["other_parent"]
            isOneToOne: false
            referencedRelation: "parent_view"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "child_parent_id_fkey"
            columns: ["parent_id"]
            isOneToOne: false
            referencedRelation: "parent"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "child_parent_id_fkey"
            columns: ["parent_id"]
            isOneToOne: false
            referencedRelation: "parent_view"
            referencedColumns: ["id"]
          },
        ]
      }
      empty: {
        Row: {}
        Insert: {}
        Update: {}
        Relationships: []
      }
      parent: {
        Row: {
          a_1: number | null
          "a-1": number | null
          a1: number | null
          ab: number | null
          aB: number | null
          Ab: number | null
          class: string | null
          email: string | null
          größe: number | null
          id: number
          "Mixed Case": number | null
          name: string
          req: number
          full_name: string | null
          kids: {
            a: number
            b: number
          } | null
        }
        Insert: {
          a_1?: number | null
          "a-1"?: number | null
          a1?: number | null
          ab?: number | null
          aB?: number | null
          Ab?: number | null
          class?: string | null
          email?: string | null
          größe?: number | null
          id?: never
          "Mixed Case"?: number | null
          name: string
          req: number
        }
        Update: {
          a_1?: number | null
          "a-1"?: number | null
          a1?: number | null
          ab?: number | null
          aB?: number | null
          Ab?: number | null
          class?: string | null
          email?: string | null
          größe?: number | null
          id?: never
          "Mixed Case"?: number | null
          name?: string
          req?: number
        }
        Relationships: []
      }
      parent_insert: {
        Row: {
          id: number | null
        }
        Insert: {
          id?: number | null
        }
        Update: {
          id?: number | null
        }
        Relationships: []
      }
      parts: {
        Row: {
          day: string | null
          id: number | null
        }
        Insert: {
          day?: string | null
          id?: number | null
        }
        Update: {
          day?: string | null
          id?: number | null
        }
        Relationships: []
      }
      profile: {
        Row: {
          id: number
        }
        Insert: {
          id: number
        }
        Update: {
          id?: number
        }
        Relationships: [
          {
            foreignKeyName: "profile_id_fkey"
            columns: ["id"]
            isOneToOne: true
            referencedRelation: "parent"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "profile_id_fkey"
            columns: ["id"]
            isOneToOne: true
            referencedRelation: "parent_view"
            referencedColumns: ["id"]
          },
        ]
      }
      two: {
        Row: {
          a: number
          b: number
        }
        Insert: {
          a: number
          b: number
        }
        Update: {
          a?: number
          b?: number
        }
        Relationships: []
      }
      two_child: {
        Row: {
          x: number | null
          y: number | null
        }
        Insert: {
          x?: number | null
          y?: number | null
        }
        Update: {
          x?: number | null
          y?: number | null
        }
        Relationships: [
          {
            foreignKeyName: "two_child_x_y_fkey"
            columns: ["x", "y"]
            isOneToOne: true
            referencedRelation: "two"
            referencedColumns: ["a", "b"]
          },
        ]
      }
      'We"ird $ name': {
        Row: {
          "  ": string | null
          __hidden: string | null
          "1a": number | null
          constructor: string | null
          "hidden\u00adhyphen": number | null
          "new\nline": number | null
          'quo"te': number | null
        }
        Insert: {
          "  "?: string | null
          __hidden?: string | null
          "1a"?: number | null
          constructor?: string | null
          "hidden\u00adhyphen"?: number | null
          "new\nline"?: number | null
          'quo"te'?: number | null
        }
        Update: {
          "  "?: string | null
          __hidden?: string | null
          "1a"?: number | null
          constructor?: string | null
          "hidden\u00adhyphen"?: number | null
          "new\nline"?: number | null
          'quo"te'?: number | null
        }
        Relationships: []
      }
    }
    Views: {
      child_view: {
        Row: {
          id: number | null
          mood: Database["public"]["Enums"]["mood"] | null
          other_parent: number | null
          parent_id: number | null
          upper: string | null
        }
        Insert: {
          id?: number | null
          mood?: Database["public"]["Enums"]["mood"] | null
          other_parent?: number | null
          parent_id?: number | null
          upper?: never
        }
        Update: {
          id?: number | null
          mood?: Database["public"]["Enums"]["mood"] | null
          other_parent?: number | null
          parent_id?: number | null
          upper?: never
        }
        Relationships: [
          {
            foreignKeyName: "child_other_parent_fkey"
            columns: ["other_parent"]
            isOneToOne: false
            referencedRelation: "parent"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "child_other_parent_fkey"
            columns: ["other_parent"]
            isOneToOne: false
            referencedRelation: "parent_view"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "child_parent_id_fkey"
            columns: ["parent_id"]
            isOneToOne: false
            referencedRelation: "parent"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "child_parent_id_fkey"
            columns: ["parent_id"]
            isOneToOne: false
            referencedRelation: "parent_view"
            referencedColumns: ["id"]
          },
        ]
      }
      kept: {
        Row: {
          id: number | null
          parent_id: number | null
        }
        Relationships: [
          {
            foreignKeyName: "child_parent_id_fkey"
            columns: ["parent_id"]
            isOneToOne: false
            referencedRelation: "parent"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "child_parent_id_fkey"
            columns: ["parent_id"]
            isOneToOne: false
            referencedRelation: "parent_view"
            referencedColumns: ["id"]
          },
        ]
      }
      parent_view: {
        Row: {
          id: number | null
          name: string | null
        }
        Insert: {
          id?: number | null
          name?: string | null
        }
        Update: {
          id?: number | null
          name?: string | null
        }
        Relationships: []
      }
      sums: {
        Row: {
          ids: number[] | null
          n: number | null
          parent_id: number | null
        }
        Relationships: [
          {
            foreignKeyName: "child_parent_id_fkey"
            columns: ["parent_id"]
            isOneToOne: false
            referencedRelation: "parent"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "child_parent_id_fkey"
            columns: ["parent_id"]
            isOneToOne: false
            referencedRelation: "parent_view"
            referencedColumns: ["id"]
          },
        ]
      }
      view_of_view: {
        Row: {
          one: number | null
          pid: number | null
          the_id: number | null
        }
        Insert: {
          one?: never
          pid?: number | null
          the_id?: number | null
        }
        Update: {
          one?: never
          pid?: number | null
          the_id?: number | null
        }
        Relationships: [
          {
            foreignKeyName: "child_parent_id_fkey"
            columns: ["pid"]
            isOneToOne: false
            referencedRelation: "parent"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "child_parent_id_fkey"
            columns: ["pid"]
            isOneToOne: false
            referencedRelation: "parent_view"
            referencedColumns: ["id"]
          },
        ]
      }
      with_trigger: {
        Row: {
          n: number | null
          parent_id: number | null
        }
        Insert: {
          n?: number | null
          parent_id?: number | null
        }
        Relationships: [
          {
            foreignKeyName: "child_parent_id_fkey"
            columns: ["parent_id"]
            isOneToOne: false
            referencedRelation: "parent"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "child_parent_id_fkey"
            columns: ["parent_id"]
            isOneToOne: false
            referencedRelation: "parent_view"
            referencedColumns: ["id"]
          },
        ]
      }
    }
    Functions: {
      a_child: {
        Args: { p: number }
        Returns: {
          arr: number[] | null
          b: string | null
          computed: number | null
          d: string | null
          emails: string[] | null
          f: number | null
          file_type: string
          flag: boolean | null
          home: Database["public"]["CompositeTypes"]["address"] | null
          homes: Database["public"]["CompositeTypes"]["address"][] | null
          i8: number | null
          id: number
          ip: string | null
          iv: string | null
          j: NonNullable<Json>
          jb: Json | null
          jn: NonNullable<Json>
          kind: string | null
          mood: Database["public"]["Enums"]["mood"]
          moods: Database["public"]["Enums"]["mood"][] | null
          mr: string | null
          n: number | null
          not_a_list: string | null
          other_parent: number | null
          parent_id: number
          r: string | null
          secret: "x" | "y" | null
          secrets: ("x" | "y")[] | null
          texts: string[]
          ts: string
          u: string | null
          whole_parent: Database["public"]["Tables"]["parent"]["Row"] | null
          words: string | null
        }
        SetofOptions: {
          from: "*"
          to: "child"
          isOneToOne: true
          isSetofReturn: false
        }
      }
      children: {
        Args: { p: number }
        Returns: {
          arr: number[] | null
          b: string | null
          computed: number | null
          d: string | null
          emails: string[] | null
          f: number | null
          file_type: string
          flag: boolean | null
          home: Database["public"]["CompositeTypes"]["address"] | null
          homes: Database["public"]["CompositeTypes"]["address"][] | null
          i8: number | null
          id: number
          ip: string | null
          iv: string | null
          j: NonNullable<Json>
          jb: Json | null
          jn: NonNullable<Json>
          kind: string | null
          mood: Database["public"]["Enums"]["mood"]
          moods: Database["public"]["Enums"]["mood"][] | null
          mr: string | null
          n: number | null
          not_a_list: string | null
          other_parent: number | null
          parent_id: number
          r: string | null
          secret: "x" | "y" | null
          secrets: ("x" | "y")[] | null
          texts: string[]
          ts: string
          u: string | null
          whole_parent: Database["public"]["Tables"]["parent"]["Row"] | null
          words: string | null
        }[]
        SetofOptions: {
          from: "*"
          to: "child"
          isOneToOne: false
          isSetofReturn: true
        }
      }
      clash:
        | {
            Args: { a: number }
            Returns: {
              error: true
            } & "Could not choose the best candidate function between: public.clash(a => int4), public.clash(a => text). Try renaming the parameters or the function itself in the database so function overloading can be resolved"
          }
        | {
            Args: { a: string }
            Returns: {
              error: true
            } & "Could not choose the best candidate function between: public.clash(a => int4), public.clash(a => text). Try renaming the parameters or the function itself in the database so function overloading can be resolved"
          }
      defaults: { Args: { a?: string; b: number }; Returns: number }
      documents: { Args: Record<PropertyKey, never>; Returns: Json[] }
      full_name: {
        Args: { "": Database["public"]["Tables"]["parent"]["Row"] }
        Returns: {
          error: true
        } & "the function public.full_name with parameter or with a single unnamed json/jsonb parameter, but no matches were found in the schema cache"
      }
      kids: {
        Args: { "": Database["public"]["Tables"]["parent"]["Row"] }
        Returns: {
          a: number
          b: number
        }[]
        SetofOptions: {
          from: "parent"
          to: "two"
          isOneToOne: false
          isSetofReturn: true
        }
      }
      moods: {
        Args: { mood: Database["public"]["Enums"]["mood"]; rest: number[] }
        Returns: Database["public"]["Enums"]["mood"][]
      }
      moved: {
        Args: { home: Database["public"]["CompositeTypes"]["address"] }
        Returns: Database["public"]["CompositeTypes"]["address"]
        SetofOptions: {
          from: "address"
          to: "address"
          isOneToOne: true
          isSetofReturn: false
        }
      }
      name_that_is_long: {
        Args: { first_argument: number; second_argument: string; third: string }
        Returns: boolean
      }
      no_arguments: { Args: Record<PropertyKey, never>; Returns: undefined }
      numbers: { Args: Record<PropertyKey, never>; Returns: number[] }
      one_child: {
        Args: { p: number }
        Returns: {
          arr: number[] | null
          b: string | null
          computed: number | null
          d: string | null
          emails: string[] | null
          f: number | null
          file_type: string
          flag: boolean | null
          home: Database["public"]["CompositeTypes"]["address"] | null
          homes: Database["public"]["CompositeTypes"]["address"][] | null
          i8: number | null
          id: number
          ip: string | null
          iv: string | null
          j: NonNullable<Json>
          jb: Json | null
          jn: NonNullable<Json>
          kind: string | null
          mood: Database["public"]["Enums"]["mood"]
          moods: Database["public"]["Enums"]["mood"][] | null
          mr: string | null
          n: number | null
          not_a_list: string | null
          other_parent: number | null
          parent_id: number
          r: string | null
          secret: "x" | "y" | null
          secrets: ("x" | "y")[] | null
          texts: string[]
          ts: string
          u: string | null
          whole_parent: Database["public"]["Tables"]["parent"]["Row"] | null
          words: string | null
        }
        SetofOptions: {
          from: "*"
          to: "child"
          isOneToOne: true
          isSetofReturn: true
        }
      }
      overloaded:
        | { Args: { a: number }; Returns: number }
        | { Args: { a: number; b: number }; Returns: string }
      records: {
        Args: Record<PropertyKey, never>
        Returns: Record<string, unknown>[]
      }
      some_rows: {
        Args: { p_limit?: number; p_user: string }
        Returns: {
          "a b": number
          id: string
          z: string
        }[]
      }
      takes_body: { Args: { "": Json }; Returns: number }
      with_out: {
        Args: { a: number; c?: string }
        Returns: Record<string, unknown>
      }
    }
    Enums: {
      long_enum:
        | "a_rather_long_value_one"
        | "a_rather_long_value_two"
        | "a_rather_long_value_three"
        | "four"
      mood: "sad" | "ok" | 'very "happy"' | "tab\there" | "back\\slash"
    }
    CompositeTypes: {
      address: {
        street: string | null
        "zip code": string | null
        mood: Database["public"]["Enums"]["mood"] | null
        tags: string[] | null
        pair: unknown
      }
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
    Enums: {
      long_enum: [
        "a_rather_long_value_one",
        "a_rather_long_value_two",
        "a_rather_long_value_three",
        "four",
      ],
      mood: ["sad", "ok", 'very "happy"', "tab\there", "back\\slash"],
    },
  },
} as const
