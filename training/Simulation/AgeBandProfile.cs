namespace UserRep.Training.Simulation;

/// <summary>An age band of the simulated world.</summary>
/// <param name="Name">As in the users' attribute.</param>
/// <param name="Share">Its share of users; relative.</param>
/// <param name="Favours">Genres liked more at that age than at others.</param>
internal sealed record AgeBandProfile(string Name, double Share, params string[] Favours);
