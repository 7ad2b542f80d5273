using UserRep.Model.Features;
using UserRep.Training.Autoencoder;
using UserRep.Training.Rows;

namespace UserRep.Training.Evaluation.Run;

/// <summary>An encoder to be trained: ours, or ours with one thing changed.</summary>
/// <param name="Name">A short name, which files and pictures carry.</param>
/// <param name="Change">What is changed, in words.</param>
/// <param name="Autoencoder">Shape and training.</param>
/// <param name="Rows">How rows are drawn.</param>
internal sealed record EncoderVariant(string Name, string Change, AutoencoderOptions Autoencoder, RowOptions Rows)
{
    public const string Ours = "userrep";

    public const string WithoutProfile = "no-profile";

    /// <summary>Gets the features that it may not see, or null.</summary>
    public Func<FeatureBlock, bool>? Hides { get; init; }

    /// <summary>Gets whether windows replace decay.</summary>
    public bool ExactWindows { get; init; }
}
