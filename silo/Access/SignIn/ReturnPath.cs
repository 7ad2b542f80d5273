namespace UserRep.Silo.Access.SignIn;

/// <summary>Where a browser goes after signing in: to a page of this service and nowhere else.</summary>
internal static class ReturnPath
{
    public const string Parameter = "returnUrl";

    private const string Front = "/";

    /// <summary>The path if it is one here, else the front page. Browsers take <c>//host</c> and <c>/\host</c> for another host.</summary>
    public static string Of(string? given) =>
        given is ['/', ..] && given is not ['/', '/' or '\\', ..] && !given.Any(char.IsControl) ? given : Front;

    /// <summary>Where a browser that is not known is sent.</summary>
    public static string SignIn(HttpRequest request) => $"{SignInPage.Path}?{Parameter}={Uri.EscapeDataString(request.Path + request.QueryString)}";
}
