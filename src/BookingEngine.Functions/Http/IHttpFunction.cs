using BookingEngine.Functions.Http.Admission;

namespace BookingEngine.Functions.Http;

/// <summary>An HTTP function and its policy, declared side by side.</summary>
public interface IHttpFunction
{
    /// <summary>What metrics, traces and logs call the function. Dashboards hold it: it never changes.</summary>
    static abstract string Name { get; }

    static abstract Policy Policy { get; }
}
