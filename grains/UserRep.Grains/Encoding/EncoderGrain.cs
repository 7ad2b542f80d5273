using Orleans.Concurrency;
using UserRep.Grains.Errors;
using UserRep.Grains.Versions;

namespace UserRep.Grains.Encoding;

/// <summary>The door to the silo's <see cref="MicroBatcher"/>; lets everybody in at once, for it is the batcher that queues.</summary>
[StatelessWorker(1)]
[Reentrant]
[GrainType("encoder")]
internal sealed class EncoderGrain(VersionHost versions) : Grain, IEncoderGrain
{
    public async Task<EncodeAnswer[]> EncodeAsync(EncodeRequest[] requests)
    {
        string version = this.GetPrimaryKeyString();
        ServedVersion served = versions.Plan.Find(version)
            ?? throw new UserRepException(ServiceError.VersionNotFound, $"Version {version} is not served here.");
        return await served.Batcher.EncodeAsync(requests).ConfigureAwait(true);
    }
}
