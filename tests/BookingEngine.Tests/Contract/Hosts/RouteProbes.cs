using System.Text;
using BookingEngine.Functions.Http;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Contract.Hosts;

/// <summary>Requests to every route: each of its methods with every kind of caller and body, and the other methods once.</summary>
internal static class RouteProbes
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"];
    private static readonly (string? Text, string? MediaType)[] Bodies =
        [(null, null), ("{}", "application/json"), ("{", "application/json"), ("a=b", "application/x-www-form-urlencoded")];

    /// <param name="tokens">Access tokens of a customer and of an administrator.</param>
    public static IEnumerable<Call> All(string[] tokens) =>
        from route in RouteTable.Routes.Where(r => r.Template != "auth/logout")
        from path in PathsOf(route.Template)
        from method in Methods
        from call in route.Methods.Contains(method) ? Right(method, path, tokens) : [new Call(method, path)]
        select call;

    private static IEnumerable<Call> Right(string method, string path, string[] tokens)
    {
        yield return new Call(method, path) { Key = null };
        foreach (var (text, mediaType) in method is "GET" or "HEAD" ? Bodies[..1] : Bodies)
        {
            foreach (var token in tokens.Prepend(null))
            {
                var body = text is null ? null : Call.PostBytes(path, Encoding.UTF8.GetBytes(text), mediaType).Body;
                yield return new Call(method, path) { Token = token, Body = body };
            }
        }
    }

    private static string[] PathsOf(string template) => template.Contains('{', StringComparison.Ordinal)
        ? [WithParameter(template, "unknown"), WithParameter(template, "0197c0de-0000-7000-8000-000000000000")]
        : [$"/{template}"];

    private static string WithParameter(string template, string value) =>
        $"/{template.Replace("{id}", value, StringComparison.Ordinal).Replace("{name}", value, StringComparison.Ordinal)}";
}
