using System.Text.Json;
using UserRep.Training.Evaluation.Reports;
using UserRep.Training.Evaluation.Reports.Pictures;

namespace UserRep.Training.Train;

/// <summary>The files in a bundle's <c>report/</c> that training writes. Without times or dates: the same training gives the same bytes.</summary>
internal static class TrainingReport
{
    public const string Curve = "training-curve.json";
    public const string Figures = "training.json";
    public const string Compatibility = "compatibility.json";
    public const string Picture = "learning-curve.png";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    public static void Write(string folder, TrainedModel model)
    {
        Write(folder, Curve, model.Encoder.Curve);
        Write(folder, Figures, model.Figures);
        if (model.Compatibility.Count > 0) Write(folder, Compatibility, model.Compatibility.Select(map => new { map.Version, map.Space, map.Dimension, map.Method, map.Fidelity }));
        if (model.Encoder.Curve.Count > 0)
        {
            LearningCurvePicture.Save([new LearningCurve(EncoderSeed: 0, model.Encoder.Curve)], Path.Combine(folder, Picture));
        }
    }

    private static void Write<T>(string folder, string name, T content) =>
        File.WriteAllBytes(Path.Combine(folder, name), JsonSerializer.SerializeToUtf8Bytes(content, Json));
}
