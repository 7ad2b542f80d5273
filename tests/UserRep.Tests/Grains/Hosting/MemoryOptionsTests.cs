using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Xunit;

namespace UserRep.Tests.Grains.Hosting;

public sealed class MemoryOptionsTests : IDisposable
{
    private readonly SiloFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task What_is_said_of_memory_and_idle_users_reaches_the_silo()
    {
        await using InProcessSilo silo = await InProcessSilo.StartAsync(_folders.Data, options =>
        {
            (options.Memory.LimitPercent, options.Memory.Polling) = (60, TimeSpan.FromSeconds(3));
            options.UserIdle = TimeSpan.FromMinutes(7);
        });

        GrainCollectionOptions collection = silo.Get<IOptions<GrainCollectionOptions>>().Value;

        Assert.True(collection.EnableActivationSheddingOnMemoryPressure);
        Assert.Equal((60, 54), (collection.MemoryUsageLimitPercentage, collection.MemoryUsageTargetPercentage));
        Assert.Equal((TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(7)), (collection.MemoryUsagePollingPeriod, collection.CollectionAge));
    }
}
