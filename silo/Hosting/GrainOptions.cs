using UserRep.Grains.Hosting;

namespace UserRep.Silo.Hosting;

/// <summary>What the settings mean to the grains.</summary>
internal static class GrainOptions
{
    public static UserRepOptions Of(SiloOptions options)
    {
        UserRepOptions grains = new() { DataDirectory = options.DataDirectory, Partitions = options.Partitions, UserIdle = options.UserIdle };
        (grains.Intake.MaxEvents, grains.Intake.Timeout) = (options.MaxEventsPerRequest, options.WriteTimeout);
        (grains.Reading.MaxUsers, grains.Reading.Timeout, grains.Reading.MaxAge) = (options.MaxUsersPerRead, options.ReadTimeout, options.MaxAge);
        return grains;
    }
}
