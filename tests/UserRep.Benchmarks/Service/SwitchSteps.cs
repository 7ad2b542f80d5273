using System.Text.Json;
using UserRep.Client;

namespace UserRep.Benchmarks.Service;

/// <summary>A version's way from its bundle to a switch, and back again.</summary>
/// <param name="service">The service.</param>
/// <param name="zip">The bundle, which it does not have yet.</param>
/// <param name="version">What it calls itself.</param>
/// <param name="consumer">Who reads it.</param>
internal sealed class SwitchSteps(ServiceUnderLoad service, string zip, string version, UserRepClient consumer)
{
    private const string Old = "demo";
    private static readonly TimeSpan _after = TimeSpan.FromSeconds(1);

    private volatile string[] _allowed = [Old];

    /// <summary>Gets a value indicating whether the consumer has a head for the new version, and says so.</summary>
    public bool IsAccepted { get; private set; }

    /// <summary>Gets the versions that a read which begins now may be of.</summary>
    public string[] Allowed => _allowed;

    public async Task RunAsync(CancellationToken cancellation)
    {
        await service.RegisterAsync(zip, cancellation);
        await MoveAsync("shadow", cancellation);
        await consumer.RegisterConsumerAsync(cancellation);
        IsAccepted = true;
        foreach (int share in (int[])[10, 50, 100])
        {
            _allowed = [Old, version];
            await MoveAsync("canary", cancellation, share);
        }

        JsonElement prepared = await service.PostAsync("/v1/switches", new { to = version }, cancellation);
        await service.PostAsync($"/v1/switches/{prepared.GetProperty("id").GetString()}:commit", new { }, cancellation);
        _allowed = [version];

        // Whoever reads from now on must get the new one.
        await Task.Delay(_after, TimeProvider.System, cancellation);
    }

    public async Task BackAsync(CancellationToken cancellation) => await MoveAsync("rollback", cancellation);

    private Task<JsonElement> MoveAsync(string action, CancellationToken cancellation, double? share = null) =>
        service.PostAsync($"/v1/versions/{version}:{action}", new { share, reason = "benchmark" }, cancellation);
}
