namespace UserRep.Grains.Hosting;

/// <summary>How a host takes in the grains.</summary>
public static class GrainsHosting
{
    /// <summary>Runs the grains in this process alone: one silo, clustering and gateway on loopback.</summary>
    /// <param name="silo">The silo to configure.</param>
    /// <returns>The same silo.</returns>
    public static ISiloBuilder AddUserRepGrains(this ISiloBuilder silo) => silo.UseLocalhostClustering();
}
