using Orleans.Services;
using UserRep.Grains.Erasures;
using UserRep.Grains.Insights;
using UserRep.Grains.Versions.Rollouts.Measures;
using UserRep.Grains.Vitals;

namespace UserRep.Grains.Silos;

/// <summary>What every silo does for the others when they ask; there is one on each.</summary>
[Alias("userrep.silo-service")]
internal interface ISiloService : IGrainService
{
    /// <summary>What this silo has to say of a version.</summary>
    [Alias("report")]
    Task<VersionReport> ReportAsync(string version, string? reference, DateTimeOffset since);

    /// <summary>Has the vectors of users who are live here computed; see <see cref="SiloWarming"/>. Takes as long as warming may.</summary>
    [Alias("warm")]
    [ResponseTimeout("01:05:00")]
    Task WarmAsync(string version, double percent);

    /// <summary>What was warmed for is done, or will not be.</summary>
    [Alias("end-warming")]
    Task EndWarmingAsync(string version);

    /// <summary>Serves what the catalogue has now, and tells it what was read here up to now.</summary>
    [Alias("sync")]
    Task SyncAsync();

    /// <summary>Looks once more at versions that could not be loaded.</summary>
    [Alias("try-again")]
    Task TryAgainAsync();

    /// <summary>Removes what is held here of bundles that are kept no more.</summary>
    [Alias("tidy")]
    Task TidyAsync();

    /// <summary>Vectors of users who live here.</summary>
    /// <exception cref="Errors.UserRepException">The version is not served here, and why.</exception>
    [Alias("read")]
    Task<SiloVectors> ReadAsync(SiloRead read);

    /// <summary>Tells of each of some users whether this silo has the user in memory.</summary>
    [Alias("has")]
    Task<bool[]> HasAsync(string[] userIds);

    /// <summary>What this silo has in memory of a user who is about to be erased.</summary>
    [Alias("look-for")]
    Task<SiloErasure> LookForAsync(string userId);

    /// <summary>Forgets a user who was erased from the log.</summary>
    /// <returns>What it has all the same.</returns>
    [Alias("forget")]
    Task<SiloErasure> ForgetAsync(string userId);

    /// <summary>How this silo is doing.</summary>
    [Alias("vitals")]
    Task<SiloVitals> VitalsAsync(long sinceMs);

    /// <summary>Vectors of some of the users who live here.</summary>
    [Alias("sample")]
    Task<SiloSample> SampleAsync(string version, int most);
}
