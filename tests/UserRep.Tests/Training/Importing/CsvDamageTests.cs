using System.IO.Compression;
using System.Text;
using UserRep.Training.Importing;
using UserRep.Training.Importing.Csv;
using Xunit;

namespace UserRep.Tests.Training.Importing;

public sealed class CsvDamageTests : IDisposable
{
    private const string Header = "user,item,time\n";

    private readonly ImportFixture _import = new();

    public void Dispose() => _import.Dispose();

    [Theory]
    [InlineData("u,a,yesterday", "line 3: time 'yesterday'")]
    [InlineData("u,a,1400000000000", "--time-unit")]
    [InlineData("u,a,1e400", "time '1e400'")]
    [InlineData("u,a,", "time ''")]
    [InlineData(",a,1", "user '' is empty")]
    [InlineData("u,  ,1", "item '  ' is empty")]
    [InlineData("u,a", "2 fields, not 3")]
    [InlineData("u,a,1,2", "4 fields, not 3")]
    public void A_bad_row_is_reported_with_line_field_and_value(string row, string expected) =>
        Refused(_import.Source($"{Header}u,a,1\n{row}\n"), expected);

    [Fact]
    public void A_huge_id_is_a_bad_row_and_is_not_printed_whole()
    {
        string message = Refused(_import.Source($"{Header}{new string('x', 5000)},a,1\n"), "longer than 1000 characters");
        Assert.True(message.Length < 500);
    }

    [Fact]
    public void A_huge_field_stops_the_import() =>
        Refused(_import.Source($"{Header}u,a,1\nu,{new string('x', 2_000_000)},1\n"), "line 3: a row is longer");

    [Fact]
    public void A_quote_that_is_never_closed_stops_the_import() =>
        Refused(_import.Source($"{Header}u,\"a,1\nu,b,2\n"), "line 2: a quoted field");

    [Fact]
    public void Line_numbers_count_line_breaks_in_quotes() =>
        Refused(_import.Source($"{Header}u,\"a\nb\r\nc\",1\nu,a,x\n"), "line 5: time 'x'");

    [Fact]
    public void A_missing_column_is_answered_with_the_columns_there_are() =>
        Refused(_import.Source($"{Header}u,a,1\n", "user=user,item=song,time=time"), "no column 'song'; the columns are user, item, time");

    [Fact]
    public void A_few_bad_rows_are_left_out_and_reported()
    {
        ImportResult result = _import.Import(_import.Source($"{Header}u,a,1\nu,a,x\nu,a,3\n"), maxBad: 0.4);

        ImportedFile file = Assert.Single(result.Files);
        Assert.Equal((3, 1), (file.Rows, file.BadRows));
        Assert.Equal(3, Assert.Single(file.FirstBadRows).Line);
        Assert.Equal(2, result.Dataset.Events);
    }

    [Fact]
    public void An_empty_file_and_a_file_with_a_header_only_are_refused()
    {
        Refused(_import.Source(""), "empty");
        Refused(_import.Source(Header), "no rows");
    }

    [Fact]
    public void Gzip_is_told_by_its_bytes_not_by_its_name()
    {
        _import.Import(_import.Source("") with { Events = _import.Write("events.txt", Gzip($"{Header}u,a,1\n")) });
        Assert.Single(_import.Users());
        _import.Import(_import.Source("") with { Events = _import.Write("events.csv.gz", $"{Header}u,a,1\nv,a,1\n") });
        Assert.Equal(2, _import.Users().Count);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.999)]
    public void A_gzip_file_cut_short_is_refused(double share)
    {
        var text = new StringBuilder(Header);
        for (int i = 0; i < 20_000; i++) text.Append($"u{i % 97},i{i * 31 % 1009},{i}\n");
        byte[] whole = Gzip(text.ToString());
        Refused(_import.Source("") with { Events = _import.Write("cut.gz", whole[..(int)(whole.Length * share)]) }, "cut short", maxBad: 0.5);
    }

    [Fact]
    public void A_gzip_file_with_a_wrong_checksum_is_refused()
    {
        byte[] damaged = Gzip($"{Header}u,a,1\n");
        damaged[^6] ^= 0x55;
        Refused(_import.Source("") with { Events = _import.Write("damaged.gz", damaged) }, "damaged");
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused_with_the_remedy() =>
        Refused(_import.Source("") with { Events = _import.Write("latin1.csv", [.. "user,item,time\nJos"u8, 0xe9, .. ",a,1\n"u8]) }, "--encoding latin1");

    [Fact]
    public void An_item_that_comes_twice_is_a_bad_row() => Refused(
        _import.Source($"{Header}u,a,1\n") with { Items = _import.Write("items.csv", "id,tags\na,x\na,y\n"), ItemMap = ImportFixture.Map("id=id,tags=tags") }, "line 3: id 'a' was there before");

    [Fact]
    public void A_vector_with_a_hole_is_a_bad_row() => Refused(
        _import.Source($"{Header}u,a,1\n") with { Items = _import.Write("items.csv", "id,v1,v2\na,1,\n"), ItemMap = ImportFixture.Map("id=id,vector=v1..v2") }, "v2 '' is empty");

    private static byte[] Gzip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }

    private string Refused(CsvSource source, string expected, double maxBad = 0)
    {
        string message = Assert.Throws<ImportException>(() => _import.Import(source, maxBad)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        _import.NothingWritten();
        return message;
    }
}
