extern alias Silo;

using System.Text.Json;
using Silo::UserRep.Silo.Access.Identities;

namespace UserRep.Tests.Service.Access;

/// <summary>Texts of identities files.</summary>
internal static class IdentitiesText
{
    /// <summary>A key that is long enough, of whoever is named.</summary>
    public static string KeyOf(string name) => $"a-long-and-secret-key-of-{name}";

    public static object One(string name, params string[] scopes) => new { name, keyHashes = new[] { HashOf(name) }, scopes };

    public static object Bound(string name, string consumer, params string[] scopes) => new { name, keyHashes = new[] { HashOf(name) }, scopes, consumer };

    public static object Limited(string name, int requestsPerSecond, long maxBodyBytes, params string[] scopes) => new { name, keyHashes = new[] { HashOf(name) }, scopes, requestsPerSecond, maxBodyBytes };

    public static string Of(params object[] identities) => JsonSerializer.Serialize(new { identities });

    public static string HashOf(string name) => KeyHash.Of(KeyOf(name)).ToString();
}
