namespace BookingEngine.Functions.Http.Requests;

/// <summary>What a client sends to one route: a JSON body, a query or a form.</summary>
public interface IRequest<TSelf>
    where TSelf : IRequest<TSelf>
{
    /// <summary>Reads every field, without conditions. The same code reads a request and describes it for the API document.</summary>
    static abstract TSelf Read(RequestFields fields);
}
