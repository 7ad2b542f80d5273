using UserRep.Training.Datasets;
using UserRep.Training.Importing;
using UserRep.Training.Importing.Lfm2b;
using UserRep.Training.Importing.MovieLens;
using UserRep.Training.Importing.ThirtyMusic;
using Xunit;

namespace UserRep.Tests.Training.Importing;

/// <summary>The published forms with files that are damaged, incomplete or of something else.</summary>
public sealed class PublishedDamageTests : IDisposable
{
    private readonly ImportFixture _import = new();

    public void Dispose() => _import.Dispose();

    [Fact]
    public void MovieLens_rows_that_are_bad_are_counted_with_their_lines_and_the_others_taken()
    {
        WriteMovieLens();
        _import.Write("ratings.dat", "1::10::5::978300760\n1::10::five::978300760\n1::10::5\n::10::5::978300760\n2::11::3::978300761\n2::10::4::later\n");

        ImportResult result = Import(MovieLensImporter.Import, maxBad: 0.7);

        Assert.Equal((1, 2, 2), (result.Dataset.Events, result.Dataset.Users, result.Dataset.Items));
        ImportedFile ratings = Assert.Single(result.Files, file => file.BadRows > 0);
        Assert.Equal((6, 4), (ratings.Rows, ratings.BadRows));
        Assert.Equal([2, 3, 4, 6], ratings.FirstBadRows.Select(row => row.Line));
        Assert.Contains("'five'", ratings.FirstBadRows[0].Reason, StringComparison.Ordinal);
        Assert.Contains("3 fields, not 4", ratings.FirstBadRows[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void More_bad_rows_than_allowed_stop_it_and_leave_nothing()
    {
        WriteMovieLens();
        _import.Write("ratings.dat", "1::10::5::978300760\n1::10::five::978300760\n");

        ImportException error = Assert.Throws<ImportException>(() => Import(MovieLensImporter.Import, maxBad: 0.4));

        Assert.Contains("line 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("--max-bad", error.Message, StringComparison.Ordinal);
        _import.NothingWritten();
    }

    [Theory]
    [InlineData("movies.dat")]
    [InlineData("users.dat")]
    [InlineData("ratings.dat")]
    public void A_MovieLens_file_that_is_missing_is_named(string missing)
    {
        WriteMovieLens();
        _import.Write("ratings.dat", "1::10::5::978300760\n");
        File.Delete(Path.Combine(Folder, missing));

        Assert.Contains(missing, Assert.Throws<ImportException>(() => Import(MovieLensImporter.Import)).Message, StringComparison.Ordinal);
        _import.NothingWritten();
    }

    [Fact]
    public void A_compressed_file_that_is_cut_short_is_an_error_and_no_short_file()
    {
        using MemoryStream compressed = new();
        using (System.IO.Compression.GZipStream gzip = new(compressed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        using (StreamWriter writer = new(gzip))
        {
            writer.Write("user_id,song_id,ts\n");
            for (int i = 0; i < 5_000; i++)
            {
                writer.Write($"u{i * 7919 % 5_000},s{i * 104_729 % 5_000},{1_700_000_000 + i}\n");
            }
        }

        _import.Write("plays.csv.gz", compressed.ToArray()[..(int)(compressed.Length / 2)]);

        Assert.Contains("plays.csv.gz", Assert.Throws<ImportException>(() => Import(ThirtyMusicImporter.Import)).Message, StringComparison.Ordinal);
        _import.NothingWritten();
    }

    [Theory]
    [InlineData("user_id,song,ts\nu,s,1700000000\n", "song_id")]
    [InlineData("", "plays.csv")]
    [InlineData("user_id,song_id,ts\nu,s,yesterday\n", "line 2")]
    [InlineData("user_id,song_id,ts\nu,s\n", "line 2")]
    public void Plays_of_another_form_are_refused_with_what_is_wrong(string plays, string named)
    {
        _import.Write("plays.csv", plays);

        Assert.Contains(named, Assert.Throws<ImportException>(() => Import(ThirtyMusicImporter.Import)).Message, StringComparison.Ordinal);
        _import.NothingWritten();
    }

    [Fact]
    public void Lfm_2b_rows_that_are_bad_leave_the_numbers_of_the_others_as_they_are()
    {
        _import.Write("tracks.tsv", "Artist\tTitle\tGB\nbroken\nOther\tSong\tUS\n");
        _import.Write("demographics.tsv", "US\t25\tf\t2010-01-01 10:00:00\nSE\t30\tm\tnever\nDE\t41\tm\t2011-05-01 09:00:00\n");
        _import.Write("dataset.inter", "user_id:token\titem_id:token\n0\t2\n2\t0\n2\n");

        ImportResult result = Import(Lfm2bImporter.Import, maxBad: 0.5);

        Assert.Equal([("tracks.tsv", 2L), ("demographics.tsv", 2L), ("dataset.inter", 4L)], result.Files.Select(file => (Path.GetFileName(file.File), Assert.Single(file.FirstBadRows).Line)));
        Assert.Equal(2, result.Dataset.Events);
        Dictionary<string, UserHistory> users = _import.Users();
        Assert.Equal("DE", users["2"].Attributes[0]);
        Assert.Equal(["artist:Other", "country:US"], _import.Items()[_import.Items().FindRow("2")].Tags);
    }

    private string Folder => Path.GetDirectoryName(_import.Set)!;

    private ImportResult Import(Action<SourceFolder, ImportSession> import, double maxBad = 0) => _import.Import(session => import(new SourceFolder(Folder), session), maxBad);

    private void WriteMovieLens()
    {
        _import.Write("movies.dat", "10::Toy Story (1995)::Animation|Comedy\n11::Heat (1995)::Action\n");
        _import.Write("users.dat", "1::F::1::10::48067\n2::M::56::16::70072\n");
    }
}
