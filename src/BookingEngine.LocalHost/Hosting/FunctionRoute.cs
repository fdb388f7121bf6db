namespace BookingEngine.LocalHost.Hosting;

/// <summary>The route of a function: a path of literal segments, which match in any case, and of parameters such as <c>{id}</c>, which match any segment.</summary>
/// <param name="run">Runs the function, with the path from which <see cref="ValueOf"/> takes its parameters.</param>
internal sealed class FunctionRoute(string template, IReadOnlyList<string> methods, Func<FunctionRoute, HttpContext, Task> run)
{
    /// <summary>More segments than any route has.</summary>
    public const int MaximumSegments = 8;

    private readonly string[] _segments = template.Split('/');

    public string FirstSegment => _segments[0];

    public Task RunAsync(HttpContext http) => run(this, http);

    public bool Matches(string method, string path, ReadOnlySpan<Range> segments)
    {
        if (segments.Length != _segments.Length || !Accepts(method))
        {
            return false;
        }

        for (var n = 0; n < segments.Length; n++)
        {
            if (!IsParameter(_segments[n]) && !path.AsSpan()[segments[n]].Equals(_segments[n], StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The value of a parameter in a path that matches; null if the route has no such parameter.</summary>
    public string? ValueOf(string name, string path)
    {
        Span<Range> segments = stackalloc Range[MaximumSegments];
        var count = Split(path, segments);
        for (var n = 0; n < count; n++)
        {
            if (IsParameter(_segments[n]) && _segments[n].AsSpan(1, _segments[n].Length - 2).Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return path[segments[n]];
            }
        }

        return null;
    }

    /// <summary>Finds the segments of a path. A slash at its end is ignored.</summary>
    /// <returns>Their number; 0 if one is empty, or if they are too many for any route.</returns>
    public static int Split(string path, Span<Range> segments)
    {
        var (count, at) = (0, 1);
        while (at < path.Length)
        {
            var slash = path.IndexOf('/', at);
            var end = slash < 0 ? path.Length : slash;
            if (end == at || count == segments.Length)
            {
                return 0;
            }

            segments[count++] = at..end;
            at = end + 1;
        }

        return count;
    }

    private static bool IsParameter(string segment) => segment.StartsWith('{');

    private bool Accepts(string method)
    {
        for (var n = 0; n < methods.Count; n++)
        {
            if (string.Equals(methods[n], method, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
