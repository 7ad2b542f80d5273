using Microsoft.IdentityModel.Tokens;

namespace UserRep.Silo.Access.Tokens;

/// <summary>Whose tokens are taken, and by what they are known to be genuine.</summary>
internal sealed class JwtOptions
{
    /// <summary>Who makes the tokens, as <c>iss</c> has it.</summary>
    public string? Issuer { get; set; }

    /// <summary>What this service is called in them, as <c>aud</c> has it.</summary>
    public string? Audience { get; set; }

    /// <summary>Where the issuer's keys are found, by OpenID Connect discovery.</summary>
    public string? Authority { get; set; }

    /// <summary>A file with the issuer's keys (JWKS) instead.</summary>
    public string? KeysFile { get; set; }

    /// <summary>The keys of that file.</summary>
    public IReadOnlyList<SecurityKey> Keys { get; set; } = [];

    /// <summary>Gets a value indicating whether anything is said of tokens.</summary>
    public bool IsSet => (Issuer ?? Audience ?? Authority ?? KeysFile) is not null;
}
