using System.Net;

namespace UserRep.Silo.Access.Limits;

/// <summary>Who may call how often: those who are the same in all of it are counted together.</summary>
/// <param name="Scheme">How they came in; null for those who are not known.</param>
/// <param name="Name">What they are called, if they are known.</param>
/// <param name="Address">Where they call from, if they are not.</param>
/// <param name="PerSecond">How many calls in a second; 0 for as many as come.</param>
internal readonly record struct CallAllowance(string? Scheme, string? Name, IPAddress? Address, int PerSecond)
{
    /// <summary>Gets who they are, for people.</summary>
    public string Who => Scheme switch
    {
        null when Address is null => "Whoever calls by the Unix socket without being known",
        null => $"Whoever calls from {Address} without being known",
        AccessSchemes.Open => "Everybody on this machine together",
        _ => $"\"{Name}\"",
    };
}
