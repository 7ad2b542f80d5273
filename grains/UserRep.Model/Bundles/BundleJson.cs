using System.Text.Json;
using System.Text.Json.Serialization;

namespace UserRep.Model.Bundles;

/// <summary>The JSON of a bundle's files: generated code, unknown and repeated names refused, so that a misspelt one is not silently lost.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    NewLine = "\n",
    NumberHandling = JsonNumberHandling.Strict,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BundleManifest))]
[JsonSerializable(typeof(GoldenRow[]))]
internal sealed partial class BundleJson : JsonSerializerContext;
