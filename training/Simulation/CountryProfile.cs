namespace UserRep.Training.Simulation;

/// <summary>A country of the simulated world.</summary>
/// <param name="Code">Two letters, as in the tag <c>country:…</c> and the users' attribute.</param>
/// <param name="Share">Its share of users and artists; relative.</param>
/// <param name="UtcOffsetHours">When its people listen.</param>
/// <param name="Favours">Genres liked more there than elsewhere.</param>
internal sealed record CountryProfile(string Code, double Share, double UtcOffsetHours, params string[] Favours);
