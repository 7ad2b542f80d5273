using UserRep.Grains.Versions.Reports;
using UserRep.Silo.Access;
using UserRep.Silo.Problems;

namespace UserRep.Silo.Dashboard.Reports;

/// <summary>The pictures of a report. Bundles come from outside: what is in them is shown as pictures and as nothing else.</summary>
internal static class ReportFiles
{
    /// <summary>A picture that is opened by itself may draw, and do nothing else.</summary>
    private const string Pictures = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

    private static readonly Dictionary<string, string> _types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".webp"] = "image/webp",
        [".svg"] = "image/svg+xml",
    };

    public static bool IsPicture(string name) => _types.ContainsKey(Path.GetExtension(name));

    /// <summary>Where the picture of that name is.</summary>
    public static string Address(string version, string name) => $"/versions/{Uri.EscapeDataString(version)}/report/{Uri.EscapeDataString(name)}";

    public static void MapReportFiles(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/versions/{version}/report/{file}", GetAsync).AddEndpointFilter<ProblemFilter>().RequireAuthorization(Scopes.DashboardView).ExcludeFromDescription();

    private static async Task<IResult> GetAsync(string version, string file, HttpResponse response, IModelReports reports, CancellationToken cancellation)
    {
        if (!_types.TryGetValue(Path.GetExtension(file), out string? type) || await reports.FileAsync(version, file, cancellation) is not { } content)
        {
            return Results.NotFound();
        }

        response.Headers.ContentSecurityPolicy = Pictures;
        response.Headers.CacheControl = "private, max-age=3600";
        return Results.Bytes(content, type);
    }
}
