namespace BookingEngine.Functions.Http;

/// <summary>An HTTP function with its policy and its description.</summary>
public interface IHttpFunction
{
    /// <summary>The function's name in metrics, traces and logs. Dashboards use it, so it never changes.</summary>
    static abstract string Name { get; }

    static abstract Policy Policy { get; }

    /// <summary>The description for the API document. Null for pages and other routes that the document omits.</summary>
    static abstract Operation? Operation { get; }
}
