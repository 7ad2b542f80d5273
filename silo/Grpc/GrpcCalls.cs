using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using UserRep.Protocol.V1;

namespace UserRep.Silo.Grpc;

/// <summary>Answers calls of gRPC before they have come to the service: all there is of the answer is its head, where clients look for the status then.</summary>
internal static class GrpcCalls
{
    private const string ContentType = "application/grpc";

    public static bool IsOne(HttpRequest request) => request.ContentType?.StartsWith(ContentType, StringComparison.Ordinal) == true;

    public static Task RefuseAsync(HttpContext context, StatusCode status, string message)
    {
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = ContentType;
        context.Response.Headers["grpc-status"] = ((int)status).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["grpc-message"] = Uri.EscapeDataString(message);
        return Task.CompletedTask;
    }

    /// <summary>With what the client library needs to know how to go on.</summary>
    public static Task RefuseAsync(HttpContext context, Failure failure)
    {
        context.Response.Headers[GrpcFailures.Trailer] = Convert.ToBase64String(failure.ToByteArray());
        return RefuseAsync(context, GrpcFailures.Code(failure.Kind), failure.Message);
    }
}
