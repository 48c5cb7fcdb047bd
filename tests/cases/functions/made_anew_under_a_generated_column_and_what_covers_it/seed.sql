INSERT INTO public.names (name) VALUES (' Ada '), ('Bo');
