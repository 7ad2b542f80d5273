using UserRep.Grains.Errors;
using UserRep.Model.Bundles;

namespace UserRep.Grains.Versions;

/// <summary>What is asked of a bundle before it is kept, and what is said of it then.</summary>
internal static class BundleChecks
{
    /// <exception cref="UserRepException">The bundle is refused.</exception>
    public static ModelBundle Open(string path, string unpackInto)
    {
        try
        {
            return ModelBundle.Open(path, new BundleOpenOptions { TemporaryFolder = unpackInto });
        }
        catch (BundleException error)
        {
            throw new UserRepException(ServiceError.BundleRefused, $"The bundle is refused: {error.Message}", inner: error);
        }
    }

    /// <summary>A version's name belongs to one space for ever.</summary>
    public static void RequireSpace(ModelBundle bundle, string? known)
    {
        if (known is not null && known != bundle.EmbeddingSpace)
        {
            throw new UserRepException(ServiceError.Conflict, $"There is another bundle named \"{bundle.Version}\" already. Give the new one a name of its own.");
        }
    }

    public static UserRepException NotTheSame(ModelBundle bundle) => new(
        ServiceError.Conflict, $"There is another bundle named \"{bundle.Version}\" already, of the same features and encoder. Give the new one a name of its own.");

    public static VersionSummary Summary(ModelBundle bundle, DateTimeOffset now) => new()
    {
        Version = bundle.Version,
        State = VersionState.Validated,
        Space = bundle.EmbeddingSpace,
        FeatureSpace = bundle.FeatureSpace,
        Dimension = bundle.Encoder.Dimension,
        Items = bundle.Items.Count,
        CreatedAt = bundle.Manifest.CreatedAt,
        RegisteredAt = now,
        TrainingCut = bundle.Manifest.TrainingCut,
        Parent = bundle.Manifest.Parent,
        EventTypes = [.. bundle.Spec.EventTypes.Select(t => t.Name), bundle.Spec.ProfileEventType],
    };
}
