using Microsoft.IdentityModel.Tokens;
using UserRep.Silo.Hosting;

namespace UserRep.Silo.Access.Tokens;

/// <summary>Looks at what is said of tokens as a whole, and reads the keys.</summary>
internal static class JwtSettings
{
    public const string Section = "Jwt";

    private const string Form = "a JSON Web Key Set with public keys, RSA or EC";

    public static void Complete(JwtOptions options, List<string> mistakes)
    {
        if (!options.IsSet)
        {
            return;
        }

        mistakes.AddRange(Missing(options));
        if (options.KeysFile is { } file)
        {
            options.Keys = Keys(file, mistakes);
        }
    }

    private static IEnumerable<string> Missing(JwtOptions options)
    {
        if (options.Issuer is null)
        {
            yield return "UserRep:Jwt:Issuer is missing. Give the issuer as it stands in iss of the tokens.";
        }

        if (options.Audience is null)
        {
            yield return "UserRep:Jwt:Audience is missing. Give what this service is called in aud of the tokens.";
        }

        if (options.Authority is null == options.KeysFile is null)
        {
            yield return $"UserRep:Jwt:Authority and UserRep:Jwt:KeysFile are {(options.Authority is null ? "both missing" : "both set")}. Give one of the two.";
        }

        if (options.Authority is { } authority && !IsAuthority(authority))
        {
            yield return $"UserRep:Jwt:Authority is \"{authority}\". Give an address with https://.";
        }
    }

    /// <summary>On this machine nobody is in between.</summary>
    private static bool IsAuthority(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    private static SecurityKey[] Keys(string file, List<string> mistakes)
    {
        if (SecretFile.Read("Jwt:KeysFile", file, Form, out string text) is { } unreadable)
        {
            mistakes.Add(unreadable);
            return [];
        }

        SecurityKey[] keys = [];
        try
        {
            // What is secret on both sides would let this service make tokens, and is none to be checked with here.
            keys = [.. new JsonWebKeySet(text).Keys.Where(k => k.Kty is JsonWebAlgorithmsKeyTypes.RSA or JsonWebAlgorithmsKeyTypes.EllipticCurve)];
        }
        catch (ArgumentException)
        {
            // Told below, without what stands there.
        }

        if (keys.Length == 0)
        {
            mistakes.Add($"UserRep:Jwt:KeysFile is \"{file}\", which holds no such key. Give {Form}.");
        }

        return keys;
    }
}
