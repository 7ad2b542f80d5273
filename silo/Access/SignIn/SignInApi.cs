using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using UserRep.Silo.Access.Auditing;
using UserRep.Silo.Access.Identities;
using UserRep.Silo.Access.Limits;
using UserRep.Silo.Hosting;
using UserRep.Silo.Problems;

namespace UserRep.Silo.Access.SignIn;

/// <summary><c>/sign-in</c> and <c>/sign-out</c>, for browsers, which send no header of their own.</summary>
internal static class SignInApi
{
    private const int MaxForm = 16 << 10;

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(SignInPage.Path, Form).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost(SignInPage.Path, SignInAsync).AllowAnonymous().Limited().Audited("session.begin").WithMetadata(new RequestSizeLimitAttribute(MaxForm)).ExcludeFromDescription();
        routes.MapPost("/sign-out", SignOutAsync).RequireAuthorization(Policies.Known).Audited("session.end").ExcludeFromDescription();
    }

    /// <summary>Where everybody may do everything there is nothing to sign in for.</summary>
    private static IResult Form(HttpContext context, string? returnUrl, SiloOptions options, IAntiforgery antiforgery) =>
        options.IsOpen ? Results.LocalRedirect(ReturnPath.Of(returnUrl)) : SignInPage.Of(context, antiforgery, ReturnPath.Of(returnUrl));

    private static async Task<IResult> SignInAsync(HttpContext context, KnownIdentities identities, IAntiforgery antiforgery)
    {
        if (!context.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(context))
        {
            return ProblemResults.Of(new BadRequestException("The form is not one that this service gave to this browser lately. Open /sign-in and send it from there."));
        }

        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        string returnPath = ReturnPath.Of(form[ReturnPath.Parameter]);
        if (identities.Now.OfKey(KeyHash.Of(form["key"].ToString().Trim())) is not { } identity)
        {
            return SignInPage.Of(context, antiforgery, returnPath, "This key is none that is known.");
        }

        AuditTarget.Set(context, identity.Name);
        await context.SignInAsync(AccessSchemes.Cookie, SessionCookie.Ticket(identity));
        return Results.LocalRedirect(returnPath);
    }

    private static async Task<IResult> SignOutAsync(HttpRequest request)
    {
        AuditTarget.Set(request.HttpContext, request.HttpContext.User.Name() ?? "nobody");
        await request.HttpContext.SignOutAsync(AccessSchemes.Cookie);
        return Results.LocalRedirect(SignInPage.Path);
    }
}
