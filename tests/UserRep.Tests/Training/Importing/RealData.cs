using Xunit;

namespace UserRep.Tests.Training.Importing;

/// <summary>Where the published data sets are, if they are at hand.</summary>
internal static class RealData
{
    /// <summary>The folder of a data set; skips the test without it.</summary>
    public static string Require(string name)
    {
        string? folder = Folder(name);
        Assert.SkipWhen(folder is null, $"The data set {name} is not at hand: set USERREP_DATA to the folder that holds it.");
        return folder!;
    }

    private static string? Folder(string name) => new[] { Environment.GetEnvironmentVariable("USERREP_DATA") }
        .Concat(Parents().Select(parent => (string?)Path.Combine(parent, "..", "shared", "data")))
        .Where(root => !string.IsNullOrEmpty(root))
        .Select(root => Path.Combine(root!, name))
        .FirstOrDefault(Directory.Exists);

    // The repository's root is the first folder above the tests that holds the solution.
    private static IEnumerable<string> Parents()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "UserRep.sln"))) yield return folder.FullName;
        }
    }
}
