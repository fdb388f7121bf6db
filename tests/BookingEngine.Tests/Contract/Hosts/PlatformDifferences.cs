namespace BookingEngine.Tests.Contract.Hosts;

/// <summary>All allowed differences between the two hosts. Any other one is a bug.</summary>
internal static class PlatformDifferences
{
    public static IReadOnlyList<PlatformDifference> All { get; } =
    [
        new("A method that HTTP does not define",
            "The host matches methods with the routes, and a trigger can list only those it knows.",
            Request("QUERY /bookings"), new(405, "method_not_allowed"), new(404)),
        new("A path with two slashes",
            "The host's router matches no route with an empty first segment, not even the catch-all.",
            Request("GET //bookings"), new(404, "not_found"), new(404)),
        new("A path below /admin",
            "The host keeps these paths for itself and asks for its own key.",
            Request("GET /admin/nowhere"), new(404, "not_found"), new(401)),
        new("A path below /runtime",
            "The host keeps these paths for itself and asks for its own key.",
            Request("GET /runtime/nowhere"), new(404, "not_found"), new(401)),
        new("A client's own x-ms-invocation-id",
            "The host joins request and invocation by this header; the worker waits 15 s for an invocation of that id.",
            Request("GET /health/live", "x-ms-invocation-id: mine"), new(200), new(500)),
        new("HTTP/1.0 without Host",
            "The host builds the address that it forwards to from the header, and answers 500. The test host does not.",
            "GET /health/live HTTP/1.0\r\n\r\n", new(200), new(200)),
        new("An empty Host",
            "The host builds the address that it forwards to from the header.",
            "GET /health/live HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n", new(200), new(500)),
    ];

    /// <summary>The host's own web server adds its name to every answer.</summary>
    public static bool IsAddedHeader(string name) => ContractApi.IsFunctionApp && name.Equals("Server", StringComparison.OrdinalIgnoreCase);

    private static string Request(string line, params string[] headers) =>
        $"{line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{string.Concat(headers.Select(h => $"{h}\r\n"))}\r\n";
}
