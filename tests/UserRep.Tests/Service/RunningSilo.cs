using Xunit;

namespace UserRep.Tests.Service;

/// <summary>A service that the tests of a class share: none of them changes it.</summary>
public sealed class RunningSilo : IAsyncLifetime
{
    private readonly SiloProcess _silo = new();

    public HttpClient Rest => _silo.Rest;

    public async ValueTask InitializeAsync() => await _silo.StartAsync();

    public ValueTask DisposeAsync() => _silo.DisposeAsync();
}
