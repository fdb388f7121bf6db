using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace BookingEngine.Functions.Http;

/// <summary>The web server's own limits, the same in both hosts.</summary>
public static class ServerLimits
{
    /// <summary>The Functions host's limit, in bytes. With a lower one the server would close the connection while the host still writes, and
    /// the client would get an empty 500. What is accepted of a body is <see cref="BodyReader.MaximumBytes"/>.</summary>
    public const long RequestBytes = 104_857_600;

    public static void Apply(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = RequestBytes;
    }
}
