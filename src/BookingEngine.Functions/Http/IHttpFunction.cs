namespace BookingEngine.Functions.Http;

/// <summary>An HTTP function, with its policy and its description side by side.</summary>
public interface IHttpFunction
{
    /// <summary>What metrics, traces and logs call the function. Dashboards hold it: it never changes.</summary>
    static abstract string Name { get; }

    static abstract Policy Policy { get; }

    /// <summary>What the API document says of it, made when it is asked for; null for pages and other routes that it leaves out on purpose.</summary>
    static abstract Operation? Operation { get; }
}
