using System.Text.Json.Nodes;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Security;

/// <summary>A row of the matrix: a route, and a request that succeeds for every caller with the right.</summary>
/// <param name="BuildCall">Builds the request. Its own token, if any, replaces the caller's.</param>
internal sealed record MatrixRow(string Route, Func<MatrixFixture, MatrixCaller, Task<Call>> BuildCall)
{
    /// <summary>The case of the route, where rights differ between cases.</summary>
    public string Case { get; init; } = "";

    /// <summary>What the answer must contain. Without it, nothing was shown.</summary>
    public Func<MatrixFixture, string>? ExpectedText { get; init; }

    public static MatrixRow Get(string path, string? route = null) => new($"GET {route ?? path}", (_, _) => Task.FromResult(Call.Get(path)));

    /// <summary>A POST of JSON.</summary>
    public static MatrixRow Post(string path, Func<MatrixFixture, JsonObject> body) =>
        new($"POST {path}", (s, _) => Task.FromResult(Call.PostJson(path, body(s).ToJsonString())));

    /// <summary>A POST of JSON with new data in its fields.</summary>
    public static MatrixRow PostWith(string path, Func<MatrixFixture, Task<JsonObject>> body) =>
        new($"POST {path}", async (s, _) => Call.PostJson(path, (await body(s)).ToJsonString()));

    public static MatrixRow PostForm(string path, Func<MatrixFixture, Task<(string, string)[]>> fields) =>
        new($"POST {path}", async (s, _) => Call.PostForm(path, await fields(s)));

    /// <summary>A POST to a new object.</summary>
    /// <param name="route">With <c>{id}</c> for the new object.</param>
    public static MatrixRow PostTo(string route, Func<MatrixFixture, Task<string>> id, Func<MatrixFixture, JsonObject>? body = null) => new(
        $"POST {route}", async (s, _) => await id(s) is var made && Filled(route, made) is var path && body is null
            ? Call.Post(path)
            : Call.PostJson(path, body(s).ToJsonString()));

    public static MatrixRow Put(string path, JsonObject body, string? route = null) =>
        new($"PUT {route ?? path}", (_, _) => Task.FromResult(Call.PutJson(path, body.ToJsonString(), "*")));

    /// <summary>A DELETE of a new object.</summary>
    public static MatrixRow Delete(string route, Func<MatrixFixture, MatrixCaller, Task<string>> id) =>
        new($"DELETE {route}", async (s, caller) => new Call("DELETE", Filled(route, await id(s, caller))));

    private static string Filled(string route, string id) => route.Replace("{id}", id, StringComparison.Ordinal);
}
