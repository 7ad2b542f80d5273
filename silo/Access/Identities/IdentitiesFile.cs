using UserRep.Silo.Hosting;

namespace UserRep.Silo.Access.Identities;

/// <summary>The file that says who may do what, as it was read.</summary>
/// <param name="Text">What stands in it.</param>
/// <param name="Identities">Whom it names.</param>
internal sealed record IdentitiesFile(string Text, IReadOnlyList<Identity> Identities)
{
    public static readonly IdentitiesFile None = new(string.Empty, []);

    /// <summary>Reads it; everything wrong with it goes to the mistakes, which repeat no hash and nothing that could be a key.</summary>
    /// <param name="file">Where it is.</param>
    /// <param name="apiKeys">Keys that are somebody's already.</param>
    /// <param name="mistakes">What is wrong with it, by setting and value.</param>
    public static IdentitiesFile Read(string file, IReadOnlyList<string> apiKeys, List<string> mistakes)
    {
        if (SecretFile.Read("IdentitiesFile", file, $"identities, such as {IdentitiesReader.Example}", out string text) is { } unreadable)
        {
            mistakes.Add(unreadable);
            return None;
        }

        IdentitiesReader reader = new(apiKeys);
        IReadOnlyList<Identity> identities = reader.Read(text);
        mistakes.AddRange(reader.Mistakes.Select(m => $"UserRep:IdentitiesFile is \"{file}\", and in it {m}"));
        return new IdentitiesFile(text, identities);
    }
}
