using System.IO.Compression;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace UserRep.Tests.Service;

/// <summary>Has a service serve a bundle.</summary>
internal static class ServedModel
{
    public static async Task<string> PublishAsync(HttpClient rest, string bundle, bool makeCurrent = true)
    {
        string zip = Path.Combine(Path.GetTempPath(), $"userrep-test-{Guid.NewGuid():N}.zip");
        await ZipFile.CreateFromDirectoryAsync(bundle, zip);
        try
        {
            using ByteArrayContent content = new(await File.ReadAllBytesAsync(zip)) { Headers = { ContentType = new MediaTypeHeaderValue("application/zip") } };
            using HttpResponseMessage answer = await rest.PostAsync("/v1/versions", content);
            JsonElement version = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
            string name = version.GetProperty("version").GetString()!;
            if (makeCurrent)
            {
                using HttpResponseMessage current = await rest.PostAsync($"/v1/versions/{name}:makeCurrent", null);
                current.EnsureSuccessStatusCode();
            }

            return name;
        }
        finally
        {
            File.Delete(zip);
        }
    }
}
