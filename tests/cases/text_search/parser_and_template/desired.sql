CREATE TEXT SEARCH PARSER public.par (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
CREATE TEXT SEARCH TEMPLATE public.tem (LEXIZE = dsimple_lexize);
CREATE TEXT SEARCH DICTIONARY public.dict (TEMPLATE = public.tem);
CREATE TEXT SEARCH CONFIGURATION public.conf (PARSER = public.par);
