using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using Xunit;

namespace UserRep.Tests.Training.Datasets;

public sealed class DatasetDamageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Files => [DatasetFiles.Info, DatasetFiles.Events, DatasetFiles.Items, DatasetFiles.Users];

    private string Set => _folder.File("set");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void A_missing_file_is_named(string file)
    {
        SampleData.Small.Write(Set);
        File.Delete(Path.Combine(Set, file));
        Refused(file);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_truncated_file_is_named(string file)
    {
        SampleData.Small.Write(Set);
        byte[] whole = File.ReadAllBytes(Path.Combine(Set, file));
        foreach (double share in new[] { 0, 0.1, 0.5, 0.9 })
        {
            File.WriteAllBytes(Path.Combine(Set, file), whole[..(int)(whole.Length * share)]);
            Refused(file);
        }
    }

    [Theory]
    [InlineData(DatasetFiles.Events)]
    [InlineData(DatasetFiles.Items)]
    [InlineData(DatasetFiles.Users)]
    public void A_flipped_byte_of_the_data_is_named_or_harmless(string file)
    {
        SampleData.Small.Write(Set);
        byte[] whole = File.ReadAllBytes(Path.Combine(Set, file));
        EventRow[][] expected = Events();
        for (int at = 4; at < whole.Length - 8; at += 7)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x55;
            File.WriteAllBytes(Path.Combine(Set, file), damaged);
            if (Record.Exception(Events) is { } error) Assert.Contains(Set, Assert.IsType<DatasetException>(error).Message, StringComparison.Ordinal);
            else Assert.Equal(expected, Events());
        }
    }

    [Fact]
    public void Files_of_two_data_sets_do_not_mix()
    {
        SampleData.Small.Write(Set);
        (SampleData.Small with { Users = [.. SampleData.Small.Users.Reverse()] }).Write(_folder.File("other"));
        File.Copy(Path.Combine(_folder.File("other"), DatasetFiles.Users), Path.Combine(Set, DatasetFiles.Users), overwrite: true);
        Refused(DatasetFiles.Events);
    }

    [Fact]
    public void A_folder_appears_whole_or_not_at_all()
    {
        using (DatasetWriter writer = DatasetWriter.Create(Set, SampleData.Small.Header, SampleData.Small.Items))
        {
            writer.Add(SampleData.Small.Users[0]);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_folder_is_replaced_only_by_force_and_only_if_it_is_a_data_set()
    {
        SampleData.Small.Write(Set);
        Assert.Contains("--force", Assert.Throws<UserErrorException>(() => SampleData.Small.Write(Set)).Message, StringComparison.Ordinal);
        SampleData.Small.Write(Set, force: true);

        File.Delete(Path.Combine(Set, DatasetFiles.Info));
        Assert.Throws<UserErrorException>(() => SampleData.Small.Write(Set, force: true));
        Assert.True(File.Exists(Path.Combine(Set, DatasetFiles.Events)));
    }

    [Fact]
    public void Events_out_of_time_order_are_refused()
    {
        using DatasetWriter writer = DatasetWriter.Create(Set, SampleData.Small.Header, SampleData.Small.Items);
        var user = new UserHistory("u", new EventRow[] { new(0, 0, 2, 1f), new(0, 0, 1, 1f) }, ["FR"]);
        Assert.Throws<ArgumentException>(() => writer.Add(user));
    }

    private EventRow[][] Events() =>
        [.. Dataset.Open(Set).ReadUsers(TestContext.Current.CancellationToken).Select(user => user.Events.ToArray())];

    private void Refused(string file)
    {
        var error = Assert.Throws<DatasetException>(() => Events());
        Assert.Equal(Path.Combine(Set, file), error.File);
        Assert.NotEmpty(error.Remedy);
    }
}
