namespace BookingEngine.Functions.Http.Requests;

public static class RequestReading
{
    extension(ApiCall call)
    {
        public async Task<ReadResult<T>> ReadBodyAsync<T>()
            where T : class, IRequest<T>
        {
            var (fields, problem) = await JsonBody.ReadAsync(call.Request, call.Cancellation);
            return fields is null ? new(null, new FieldErrors(), problem) : new(T.Read(fields), fields.Errors, null);
        }

        public async Task<ReadResult<T>> ReadFormAsync<T>()
            where T : class, IRequest<T>
        {
            var (form, problem) = await FormBody.ReadAsync(call.Request, call.Cancellation);
            if (form is null)
            {
                return new(null, new FieldErrors(), problem);
            }

            var fields = new RequestFields(name => RawValue.OfForm(form[name]), _ => false);
            return new(T.Read(fields), fields.Errors, null);
        }

        /// <summary>Ignores unknown parameters and refuses repeated ones.</summary>
        public ReadResult<T> ReadQuery<T>()
            where T : class, IRequest<T>
        {
            var fields = new RequestFields(name => RawValue.OfQuery(call.Request.Query[name]), call.Request.Prefers);
            return new(T.Read(fields), fields.Errors, null);
        }
    }
}
