extern alias Silo;

using System.Diagnostics.Metrics;
using Microsoft.Extensions.Time.Testing;
using Silo::UserRep.Silo.Access;
using Silo::UserRep.Silo.Access.Identities;
using Silo::UserRep.Silo.Hosting;
using UserRep.Tests.EventLog.Sqlite;
using UserRep.Tests.Testing;
using Xunit;

namespace UserRep.Tests.Service.Access;

/// <summary>The identities file while the service runs, with links that are exchanged as Kubernetes exchanges those of a secret.</summary>
public sealed class IdentitiesFollowerTests : IDisposable
{
    private static readonly string[] _noScope = ["all"];

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly AccessMeter _meter = new();
    private readonly Lines<IdentitiesFollower> _log = new();
    private readonly KnownIdentities _known;
    private readonly IdentitiesFollower _follower;

    public IdentitiesFollowerTests()
    {
        Write("first", IdentitiesText.Of(IdentitiesText.One("ann", Scopes.EventsWrite)));
        Point("first");
        File.CreateSymbolicLink(Path, System.IO.Path.Combine("..data", "identities.json"));
        List<string> mistakes = [];
        SiloOptions options = new() { IdentitiesFile = Path, Identities = IdentitiesFile.Read(Path, [], mistakes) };
        Assert.Empty(mistakes);
        _known = new KnownIdentities([], options.Identities.Identities);
        _follower = new IdentitiesFollower(options, _known, _meter, _time, _log);
    }

    private string Path => System.IO.Path.Combine(_folder.Path, "identities.json");

    private IEnumerable<string> Names => _known.Now.All.Select(i => i.Name);

    public void Dispose()
    {
        _follower.Dispose();
        _meter.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_link_that_is_exchanged_is_followed_and_tells_how_many_there_are()
    {
        Write("second", IdentitiesText.Of(IdentitiesText.One("ann", Scopes.EventsWrite), IdentitiesText.One("bob")));
        Point("second");
        Assert.Equal(["ann"], Names);

        _follower.Look(Path);

        Assert.Equal(["ann", "bob"], Names);
        Assert.Contains(" 2 ", Assert.Single(_log), StringComparison.Ordinal);
        Assert.Equal(0, Failures());
    }

    [Fact]
    public void What_is_wrong_leaves_the_former_in_force_and_is_told_once_without_a_key()
    {
        Write("second", IdentitiesText.Of(new { name = "eve", keyHashes = new[] { IdentitiesText.KeyOf("eve") }, scopes = _noScope }));
        Point("second");
        _follower.Look(Path);
        _follower.Look(Path);

        Assert.Equal(["ann"], Names);
        string told = Assert.Single(_log);
        Assert.All(["identities[0].keyHashes[0]", "identities[0].scopes[0] is \"all\"", Path], part => Assert.Contains(part, told, StringComparison.Ordinal));
        Assert.DoesNotContain("secret", told, StringComparison.Ordinal);
        Assert.Equal(1, Failures());

        File.Delete(Path);
        _follower.Look(Path);
        _follower.Look(Path);
        Assert.Equal(["ann"], Names);
        Assert.Equal((2, 2), (_log.Count, Failures()));
    }

    [Fact(Timeout = 30_000)]
    public async Task It_looks_by_itself_while_time_goes_by_and_what_was_wrong_is_mended()
    {
        TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _known.Changed += () => changed.TrySetResult();
        Write("first", "{");
        _follower.Look(Path);
        Write("first", IdentitiesText.Of(IdentitiesText.One("bob")));
        await _follower.StartAsync(TestContext.Current.CancellationToken);

        // It begins to wait when it comes to it.
        while (!changed.Task.IsCompleted)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            _time.Advance(IdentitiesFollower.Polling);
            await Task.Yield();
        }

        Assert.Equal(["bob"], Names);
        await _follower.StopAsync(TestContext.Current.CancellationToken);
    }

    private void Write(string version, string text)
    {
        Directory.CreateDirectory(System.IO.Path.Combine(_folder.Path, version));
        File.WriteAllText(System.IO.Path.Combine(_folder.Path, version, "identities.json"), text);
    }

    private void Point(string version)
    {
        string data = System.IO.Path.Combine(_folder.Path, "..data");
        if (Directory.Exists(data))
        {
            Directory.Delete(data);
        }

        Directory.CreateSymbolicLink(data, version);
    }

    /// <summary>What a scrape finds.</summary>
    private long Failures()
    {
        long found = -1;
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (ReferenceEquals(instrument.Meter, _meter.Meter) && instrument.Name == "userrep.access.identities.reload_failures")
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => found = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return found;
    }
}
