using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;

namespace UserRep.Silo.Access.SignIn;

/// <summary>The form, without scripts.</summary>
internal static class SignInPage
{
    public const string Path = "/sign-in";

    /// <summary>Holds one half of what proves that a form came from here.</summary>
    public const string Cookie = "userrep-form";

    private const string Style =
        """
        :root{color-scheme:light dark}
        body{font:16px/1.5 system-ui,sans-serif;margin:0;min-height:100vh;display:grid;place-items:center;color:#1b1f24;background:#f4f6f8}
        main{width:min(24rem,calc(100vw - 3rem));box-sizing:border-box;padding:2rem;border:1px solid #d8dee5;border-radius:.75rem;background:#fff}
        h1{margin:0 0 .25rem;font-size:1.35rem}p{margin:0 0 1.25rem;color:#57606a}label{display:block;margin-bottom:.35rem;font-weight:600}
        input{width:100%;box-sizing:border-box;font:inherit;padding:.6rem .7rem;border:1px solid #8c959f;border-radius:.4rem;background:#fff;color:inherit}
        button{width:100%;margin-top:1rem;font:inherit;font-weight:600;padding:.6rem;border:0;border-radius:.4rem;color:#fff;background:#0b5fff;cursor:pointer}
        input:focus-visible,button:focus-visible{outline:3px solid #8ab4ff;outline-offset:1px}
        p.wrong{margin:.75rem 0 0;color:#b42318}
        @media(prefers-color-scheme:dark){body{color:#e6e9ee;background:#0f1215}main{background:#171b20;border-color:#2b323a}p{color:#9aa4b0}
        input{background:#0f1215;border-color:#59636e}button{background:#2f6feb}p.wrong{color:#ff9d91}}
        """;

    /// <summary>The form, with what was wrong before, and what proves that it came from here.</summary>
    public static IResult Of(HttpContext context, IAntiforgery antiforgery, string returnPath, string? wrong = null)
    {
        AntiforgeryTokenSet proof = antiforgery.GetAndStoreTokens(context);
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        context.Response.Headers.CacheControl = "no-store";
        string message = wrong is null ? string.Empty : $"<p class=\"wrong\" role=\"alert\">{HtmlEncoder.Default.Encode(wrong)}</p>";
        string html =
            $"""
            <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>UserRep: sign in</title>
            <style>{Style}</style>
            <main>
              <h1>UserRep</h1>
              <p>Sign in with the key of an identity.</p>
              <form method="post" action="{Path}">
                <input type="hidden" name="{proof.FormFieldName}" value="{HtmlEncoder.Default.Encode(proof.RequestToken!)}">
                <input type="hidden" name="{ReturnPath.Parameter}" value="{HtmlEncoder.Default.Encode(returnPath)}">
                <label for="key">Key</label>
                <input id="key" name="key" type="password" autocomplete="current-password" required autofocus>
                {message}
                <button>Sign in</button>
              </form>
            </main>
            </html>
            """;
        return Results.Content(html, "text/html; charset=utf-8", statusCode: wrong is null ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized);
    }
}
