using UserRep.Model.Compatibility;
using UserRep.Training.Evaluation.Protocol;

namespace UserRep.Training.Compatibility;

/// <summary>A map and how close it comes on users that it was not fitted on.</summary>
/// <param name="Method">How it was fitted.</param>
/// <param name="Map">The map.</param>
/// <param name="Cosine">The mean cosine on users that are held out.</param>
/// <param name="CosineOfMean">What it would be if all were mapped to the mean.</param>
internal sealed record FittedMap(string Method, AffineMap Map, double Cosine, double CosineOfMean)
{
    /// <summary>Fits a map by every method; the one that comes closest on the users held out is first.</summary>
    public static IReadOnlyList<FittedMap> Fit(VectorPairs pairs, AlignmentOptions options)
    {
        double ridge = RidgeFit.Choose(pairs, options.Ridges);
        CentredPairs fitted = new(pairs.Of(Period.Train, Period.Validation));
        VectorPairs heldOut = pairs.Of(Period.Test);
        (string Name, AffineMap Map)[] maps = [(ProcrustesFit.Name, ProcrustesFit.Fit(fitted)), (RidgeFit.Name, RidgeFit.Fit(fitted, ridge))];
        double ofMean = MeanCosine.Of(fitted.MapToMean(), heldOut);
        return [.. maps.Select(fit => new FittedMap(fit.Name, fit.Map, MeanCosine.Of(fit.Map, heldOut), ofMean)).OrderByDescending(fit => fit.Cosine)];
    }
}
