using UserRep.Model.Compatibility;
using UserRep.Model.Encoders;
using UserRep.Model.Features;
using UserRep.Model.Items;

namespace UserRep.Model.Bundles;

/// <summary>Opens a bundle step by step, and lets go of everything when a step refuses.</summary>
internal static class BundleReader
{
    private const string WriteAgain = "Write the bundle again from one training run.";

    public static ModelBundle Open(string path, BundleOpenOptions options)
    {
        Stack<IDisposable> opened = new();
        try
        {
            return Open(path, options, opened);
        }
        catch (Exception error)
        {
            while (opened.TryPop(out IDisposable? part))
            {
                part.Dispose();
            }

            if (error is not (IOException or UnauthorizedAccessException)) throw;
            throw new BundleException(Path.GetFileName(path), error.Message, "Make the bundle readable.", error);
        }
    }

    private static ModelBundle Open(string path, BundleOpenOptions options, Stack<IDisposable> opened)
    {
        BundlePlace place = Keep(BundlePlace.Find(path, options), opened);
        BundleFolder folder = BundleFolder.Read(place.Folder);
        folder.Verify(options.VerifyHashes);
        FeatureSpec spec = ReadSpec(folder);
        ItemTable items = Keep(ItemTable.Open(folder.PathOf(BundleFiles.Items), spec.Modalities), opened);
        Encoder encoder = Keep(Encoder.Load(folder.PathOf(BundleFiles.Encoder), options.Encoder), opened);
        Match(folder.Manifest, spec, items, encoder);
        GoldenRow[] golden = GoldenCheck.Read(folder.ReadSmall(BundleFiles.Golden));
        GoldenCheck.Run(encoder, golden);
        ModelBundle bundle = new(place, folder.Manifest, spec, items, encoder, golden)
        {
            Compatibility = [.. (folder.Manifest.Compatibility ?? []).Select(entry => CompatibilityFile.Read(folder, entry, encoder.Dimension))],
        };
        RefuseOwnSpace(bundle);
        return bundle;
    }

    private static T Keep<T>(T part, Stack<IDisposable> opened)
        where T : IDisposable
    {
        opened.Push(part);
        return part;
    }

    private static FeatureSpec ReadSpec(BundleFolder folder)
    {
        try
        {
            return FeatureSpec.Parse(System.Text.Encoding.UTF8.GetString(folder.ReadSmall(BundleFiles.Spec)));
        }
        catch (Exception error) when (error is not (BundleException or OutOfMemoryException))
        {
            throw new BundleException(BundleFiles.Spec, error.Message, "Write the bundle again with a valid feature spec.", error);
        }
    }

    private static void Match(BundleManifest manifest, FeatureSpec spec, ItemTable items, Encoder encoder)
    {
        int length = new FeatureLayout(spec).Length;
        Match(BundleFiles.Encoder, "input", encoder.FeatureLength, length, "the feature spec");
        Match(BundleFiles.Encoder, "input", encoder.FeatureLength, manifest.FeatureLength, "the manifest");
        Match(BundleFiles.Encoder, "output", encoder.Dimension, manifest.Dimension, "the manifest");
        Match(BundleFiles.Items, "number of items", items.Count, manifest.Items, "the manifest");
        if (!manifest.Modalities.SequenceEqual(spec.Modalities))
        {
            throw new BundleException(BundleFiles.Manifest, "Its modalities are not those of the feature spec.", WriteAgain);
        }
    }

    private static void RefuseOwnSpace(ModelBundle bundle)
    {
        for (int i = 0; i < bundle.Compatibility.Count; i++)
        {
            if (bundle.Compatibility[i].Space != bundle.EmbeddingSpace) continue;
            throw new BundleException(
                BundleFiles.Manifest, $"Its compatibility[{i}].space is the bundle's own: there is nothing to map.", "Write the bundle without that map.");
        }
    }

    private static void Match(string file, string what, int actual, int expected, string whose)
    {
        if (actual != expected) throw new BundleException(file, $"Its {what} is {actual}; {whose} has {expected}.", WriteAgain);
    }
}
