namespace BookingEngine.Functions.Http.Requests;

/// <summary>The input of a route: a JSON body, a query or a form.</summary>
public interface IRequest<TSelf>
    where TSelf : IRequest<TSelf>
{
    /// <summary>Whether an unknown name that looks like a known one is refused: where without the field something else would be done than
    /// the client meant. Otherwise unknown names are ignored.</summary>
    static virtual bool RefusesMisspelt => false;

    /// <summary>Reads all fields, unconditionally: the same code also describes the request for the API document.</summary>
    static abstract TSelf Read(RequestFields fields);
}
