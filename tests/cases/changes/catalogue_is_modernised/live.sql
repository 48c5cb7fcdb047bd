SET search_path = public;
CREATE TABLE artist (artist_id INT NOT NULL, name VARCHAR(120), CONSTRAINT artist_pkey PRIMARY KEY (artist_id));
CREATE TABLE album (album_id INT NOT NULL, title VARCHAR(160) NOT NULL, artist_id INT NOT NULL, CONSTRAINT album_pkey PRIMARY KEY (album_id));
ALTER TABLE album ADD CONSTRAINT album_artist_id_fkey FOREIGN KEY (artist_id) REFERENCES artist (artist_id) ON DELETE NO ACTION ON UPDATE NO ACTION;
CREATE INDEX album_artist_id_idx ON album (artist_id);
CREATE TABLE track (track_id INT NOT NULL PRIMARY KEY, album_id INT REFERENCES album, unit_price NUMERIC(10,2) NOT NULL, ms int NOT NULL);
CREATE VIEW v_albums AS SELECT a.name, al.title FROM artist a JOIN album al USING (artist_id);
CREATE MATERIALIZED VIEW mv AS SELECT album_id, sum(unit_price) s FROM track GROUP BY 1;
CREATE UNIQUE INDEX mv_u ON mv(album_id);
