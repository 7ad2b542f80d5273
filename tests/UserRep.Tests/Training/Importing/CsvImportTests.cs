using System.Text;
using UserRep.Training.Datasets;
using UserRep.Training.Importing;
using UserRep.Training.Importing.Csv;
using Xunit;

namespace UserRep.Tests.Training.Importing;

public sealed class CsvImportTests : IDisposable
{
    private readonly ImportFixture _import = new();

    public void Dispose() => _import.Dispose();

    [Fact]
    public void Events_are_grouped_by_user_in_time_order_and_equal_rows_are_kept()
    {
        _import.Import(_import.Source("user,item,time\nu,b,20\nv,a,5\nu,a,10\nu,a,10\n"));

        EventRow[] events = _import.Users()["u"].Events.ToArray();
        Assert.Equal([10_000, 10_000, 20_000], events.Select(row => row.TimeMs));
        Assert.Equal(["a", "a", "b"], events.Select(row => _import.Items()[row.Item].Id));
    }

    [Fact]
    public void A_byte_order_mark_windows_line_ends_and_quoted_fields_are_read()
    {
        byte[] text = [.. Encoding.UTF8.Preamble, .. "user,item,time\r\nu,\"a, \"\"b\"\"\nc\",1\r\nu,#d,2\r\n"u8];
        CsvSource source = _import.Source("") with { Events = _import.Write("bom.csv", text) };

        _import.Import(source);

        Assert.Equal(["a, \"b\"\nc", "#d"], _import.Items().Items.Select(item => item.Id));
    }

    [Fact]
    public void Columns_can_be_numbers_and_then_there_is_no_header()
    {
        CsvSource source = _import.Source("2014-01-20T09:24:42.5+01:00\tu\ta\t0.5\tpick\n2014-01-21 10:00\tu\ta\t\t\n", "user=2,item=3,time=1,value=4,type=5") with
        {
            TimeUnit = TimeUnit.Iso,
            OnboardingType = "pick",
            Form = new DelimitedForm('\t', true, true, InputFile.Utf8),
        };

        DatasetInfo info = _import.Import(source).Dataset;

        Assert.Equal(["pick", "event"], info.EventTypes);
        Assert.Equal([new EventRow(0, 0, 1390206282500, 0.5f), new EventRow(0, 1, 1390298400000, 1f)], _import.Users()["u"].Events.ToArray());
    }

    [Fact]
    public void A_set_without_times_keeps_the_order_of_the_file()
    {
        DatasetInfo info = _import.Import(_import.Source("user,item\nu,b\nu,a\n", "user=user,item=item,time=none")).Dataset;

        Assert.False(info.HasTimes);
        Assert.Null(info.FirstEventMs);
        Assert.Equal([0, 1], _import.Users()["u"].Events.ToArray().Select(row => row.Item));
    }

    [Fact]
    public void Items_bring_tags_or_vectors_and_users_bring_attributes()
    {
        CsvSource source = _import.Source("user,item,time\nu,a,1\n") with
        {
            Items = _import.Write("items.csv", "id,genres,words,v1,v2\na,x|y,x|z,0.5,-1\nb,,,,\n"),
            ItemMap = ImportFixture.Map("id=id,tags=genres+words,vector=v1..v2"),
            Users = _import.Write("users.csv", "user,known_since,land,age\nu,100,FR,\nw,,DE,30\n"),
        };

        DatasetInfo info = _import.Import(source).Dataset;

        Assert.Equal(["land", "age"], info.Attributes);
        Assert.Equal(["x", "y", "z"], _import.Items()[0].Tags);
        Assert.Equal([0.5f, -1f], _import.Items()[0].Vector!);
        Assert.Null(_import.Items()[1].Vector);
        Assert.Equal(["FR", null], _import.Users()["u"].Attributes);
        Assert.Equal(100_000, _import.Users()["u"].KnownSinceMs);
        Assert.Equal(0, _import.Users()["w"].Events.Length);
    }

    [Fact]
    public void Spilled_to_disk_or_held_in_memory_the_data_set_is_the_same()
    {
        var random = new Random(7);
        var text = new StringBuilder("user,item,time\n");
        for (int i = 0; i < 5000; i++) text.Append($"u{random.Next(700)},i{random.Next(50)},{random.Next(300)}\n");
        CsvSource source = _import.Source(text.ToString());

        _import.Import(source);
        byte[][] inMemory = Files();
        _import.Import(source, inMemory: 100);

        Assert.Equal(inMemory, Files());
    }

    private byte[][] Files() => [.. new[] { DatasetFiles.Events, DatasetFiles.Items, DatasetFiles.Users, DatasetFiles.Info }
        .Select(file => File.ReadAllBytes(Path.Combine(_import.Set, file)))];
}
