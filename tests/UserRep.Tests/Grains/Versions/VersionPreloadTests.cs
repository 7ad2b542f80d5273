using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using UserRep.Grains.Versions;
using UserRep.Tests.Grains.Encoding;
using UserRep.Tests.Grains.Hosting;
using Xunit;

namespace UserRep.Tests.Grains.Versions;

public sealed class VersionPreloadTests : IDisposable
{
    private readonly SiloFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task What_is_served_is_there_before_the_first_event_is_handed_to_a_user()
    {
        string version;
        await using (InProcessSilo first = await InProcessSilo.StartAsync(_folders.Data))
        {
            version = await first.ServeAsync(PoisonBundle.Write(_folders.Bundle("b"), throws: false));
        }

        AfterSilo? after = null;
        await using InProcessSilo silo = await InProcessSilo.StartAsync(_folders.Data, services: services =>
        {
            // Right behind the silo, and ahead of what hands events out or follows the catalogue.
            int at = services.ToList().FindIndex(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Name == "SiloHostedService");
            Assert.True(at >= 0, "Orleans' hosted service has another name now.");
            services.Insert(at + 1, ServiceDescriptor.Singleton<IHostedService>(provider => after = new AfterSilo(provider.GetRequiredService<VersionHost>())));
        });

        Assert.Equal([version], after?.Served ?? []);
    }

    /// <summary>Looks what is served as soon as the silo is active.</summary>
    private sealed class AfterSilo(VersionHost versions) : IHostedService
    {
        public string[] Served { get; private set; } = [];

        public Task StartAsync(CancellationToken cancellationToken)
        {
            Served = [.. versions.Plan.Versions.Select(v => v.Version)];
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
