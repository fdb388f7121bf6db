using BookingEngine.Users;

namespace BookingEngine.Functions.Pages.Sessions;

/// <summary>Where to go after the sign-in: one of our own pages with a session, never another host.</summary>
internal static class ReturnAddress
{
    public const string SignIn = "/sign-in", SecondFactor = "/sign-in/second-factor", SignOut = "/sign-out";

    private const int MaximumLength = 500;
    private static readonly string[] Pages = ["/staff", "/account"];

    /// <summary>The address if it is one of these pages; null otherwise.</summary>
    public static string? Checked(string? address) =>
        address is { Length: <= MaximumLength } && Array.Exists(Pages, page => IsAt(page, address)) && address.All(c => c is > ' ' and < '\x7f' and not '\\')
            ? address
            : null;

    /// <summary>The first page of a role.</summary>
    public static string Of(Role role) => role is Role.Customer ? "/account" : "/staff";

    /// <summary>The page of the request, if it can be opened again.</summary>
    public static string? Of(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) ? null : Checked($"{request.Path.ToUriComponent()}{request.QueryString.ToUriComponent()}");

    public static string With(string path, string? next) => next is null ? path : $"{path}?next={Uri.EscapeDataString(next)}";

    private static bool IsAt(string page, string address) =>
        address.StartsWith(page, StringComparison.Ordinal) && (address.Length == page.Length || address[page.Length] is '/' or '?');
}
