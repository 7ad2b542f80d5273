namespace UserRep.Training.Simulation;

/// <summary>A genre of the simulated world.</summary>
/// <param name="Name">As in the tag <c>genre:…</c>.</param>
/// <param name="Family">Genres of one family lie near each other in the taste space.</param>
/// <param name="Share">How common the genre is, among artists and in listeners' tastes; relative.</param>
/// <param name="PeakYear">Around which its older tracks came out.</param>
internal sealed record GenreProfile(string Name, string Family, double Share, int PeakYear);
