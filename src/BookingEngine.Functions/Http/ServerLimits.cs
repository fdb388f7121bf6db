using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace BookingEngine.Functions.Http;

public static class ServerLimits
{
    /// <summary>The Functions host's limit. With a lower one, the server would close the connection while the host still writes, and the client
    /// would get an empty 500. The limit for clients is <see cref="BodyReader.MaximumBytes"/>.</summary>
    public const long RequestBytes = 104_857_600;

    public static void Apply(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = RequestBytes;
    }
}
