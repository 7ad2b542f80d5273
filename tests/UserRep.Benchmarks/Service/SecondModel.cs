using UserRep.Model.Bundles;
using UserRep.Model.Features;

namespace UserRep.Benchmarks.Service;

/// <summary>The demo's model under another name: a version as heavy as the one that is served.</summary>
internal static class SecondModel
{
    public const string Version = "demo-2";

    /// <summary>Writes its bundle into a folder that is not there yet.</summary>
    public static void Write(string folder) => Write(folder, Version);

    /// <summary>Writes a bundle of it under yet another name.</summary>
    public static void Write(string folder, string version) => Write(folder, version, spec => spec);

    /// <summary>Writes a bundle of another feature space: of that the spec's name is a part.</summary>
    public static void WriteOther(string folder, string version) => Write(folder, version, spec => spec with { Name = version });

    private static void Write(string folder, string version, Func<FeatureSpec, FeatureSpec> change)
    {
        using ModelBundle demo = ModelBundle.Open(Path.Combine(AppContext.BaseDirectory, "Demo", "demo.zip"));
        using ModelBundleWriter writer = new(folder, TimeProvider.System);
        File.Copy(Path.Combine(demo.Folder, "encoder.onnx"), writer.EncoderPath);
        File.Copy(Path.Combine(demo.Folder, "items.arrow"), writer.ItemsPath);
        writer.Commit(new BundleInfo { Version = version, Spec = change(demo.Spec), Golden = demo.Golden });
    }
}
