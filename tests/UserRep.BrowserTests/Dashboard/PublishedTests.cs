using System.Text.RegularExpressions;
using UserRep.Testing;
using UserRep.Tests.EventLog.Sqlite;
using UserRep.Tests.Service;
using Xunit;

namespace UserRep.BrowserTests.Dashboard;

/// <summary>The service as it is shipped: what its pages are made of is in the folder that is published.</summary>
public sealed partial class PublishedTests
{
    [Fact]
    public async Task Every_file_that_the_page_names_is_there()
    {
        using TemporaryFolder folder = new();
        string configuration = AppContext.BaseDirectory.Contains("/Debug/", StringComparison.Ordinal) ? "Debug" : "Release";
        await Command.RunAsync("dotnet", "publish", Path.Combine(Root, "silo", "UserRep.Silo.csproj"), "-c", configuration, "--no-build", "-o", folder.Path);
        await using SiloProcess silo = new() { ProgramFolder = folder.Path };
        await silo.StartAsync();

        string page = await silo.Rest.GetStringAsync("/");

        string[] files = [.. File().Matches(page).Select(match => match.Groups[1].Value)];
        Assert.Equal(6, files.Length);
        foreach (string file in files)
        {
            using HttpResponseMessage answer = await silo.Rest.GetAsync(file);
            Assert.True(answer.IsSuccessStatusCode && (await answer.Content.ReadAsByteArrayAsync()).Length > 0, $"{file}: {answer.StatusCode}");
        }
    }

    /// <summary>Gets the folder of the repository.</summary>
    private static string Root
    {
        get
        {
            string folder = AppContext.BaseDirectory;
            while (!System.IO.File.Exists(Path.Combine(folder, "UserRep.sln")))
            {
                folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests are not in the repository.");
            }

            return folder;
        }
    }

    [GeneratedRegex("(?:src|href)=\"([^\"]+\\.(?:js|css|svg))\"")]
    private static partial Regex File();
}
