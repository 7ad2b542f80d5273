extern alias Silo;

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Silo::UserRep.Silo.Access;
using Silo::UserRep.Silo.Access.Auditing;
using Silo::UserRep.Silo.Hosting;
using UserRep.Grains.Hosting;
using UserRep.Tests.EventLog.Sqlite;
using Xunit;

namespace UserRep.Tests.Service.Access;

public class AuditedRoutesTests
{
    private static readonly string[] _managing = [Scopes.VersionsManage, Scopes.UsersErase, Policies.Consumer];

    [Fact]
    public async Task Whatever_manages_something_is_written_down()
    {
        using TemporaryFolder data = new();
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        SiloOptions options = new() { Addresses = [new ListenAddress("127.0.0.1", 5080)], Grains = { DataDirectory = data.Path } };
        builder.AddUserRepApi(options);
        await builder.AddUserRepSiloAsync(options.Grains, TestContext.Current.CancellationToken);
        await using WebApplication app = builder.Build();
        app.MapUserRepApi();

        RouteEndpoint[] managing =
        [
            .. ((IEndpointRouteBuilder)app).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
                .Where(e => e.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => _managing.Contains(a.Policy)))
                .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") != true),
        ];
        Assert.True(managing.Length > 15, "The routes were not found.");
        Assert.Empty(managing.Where(e => e.Metadata.GetMetadata<AuditedAttribute>() is null).Select(e => e.DisplayName));
    }
}
